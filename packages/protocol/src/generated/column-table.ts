// Generated from proto/hostwire/v1/sample.proto by scripts/generate.mjs. Do not edit.
export const columnTable = [
 {
  "name": "cpu",
  "field": 16,
  "devices": false,
  "settable": "cpu",
  "slow": false,
  "columns": [
   {
    "name": "user_ms",
    "field": 3,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "nice_ms",
    "field": 4,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "system_ms",
    "field": 5,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "idle_ms",
    "field": 6,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "iowait_ms",
    "field": 7,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "irq_ms",
    "field": 8,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "softirq_ms",
    "field": 9,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "steal_ms",
    "field": 10,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "guest_ms",
    "field": 11,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "guest_nice_ms",
    "field": 12,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "cores",
    "field": 13,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "context_switches",
    "field": 14,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "interrupts",
    "field": 15,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "forks",
    "field": 16,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "procs_running",
    "field": 17,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "procs_blocked",
    "field": 18,
    "kind": "gauge",
    "step": 1
   }
  ],
  "labels": []
 },
 {
  "name": "cpu_core",
  "field": 17,
  "devices": true,
  "settable": "cpu",
  "slow": false,
  "columns": [
   {
    "name": "user_ms",
    "field": 3,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "nice_ms",
    "field": 4,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "system_ms",
    "field": 5,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "idle_ms",
    "field": 6,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "iowait_ms",
    "field": 7,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "irq_ms",
    "field": 8,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "softirq_ms",
    "field": 9,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "steal_ms",
    "field": 10,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "guest_ms",
    "field": 11,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "guest_nice_ms",
    "field": 12,
    "kind": "increment",
    "step": 10
   }
  ],
  "labels": []
 },
 {
  "name": "load",
  "field": 18,
  "devices": false,
  "settable": "load",
  "slow": false,
  "columns": [
   {
    "name": "load1_centi",
    "field": 3,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "load5_centi",
    "field": 4,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "load15_centi",
    "field": 5,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "tasks",
    "field": 6,
    "kind": "gauge",
    "step": 1
   }
  ],
  "labels": []
 },
 {
  "name": "memory",
  "field": 19,
  "devices": false,
  "settable": "memory",
  "slow": false,
  "columns": [
   {
    "name": "total_bytes",
    "field": 3,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "free_bytes",
    "field": 4,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "available_bytes",
    "field": 5,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "buffers_bytes",
    "field": 6,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "cached_bytes",
    "field": 7,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "active_bytes",
    "field": 8,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "inactive_bytes",
    "field": 9,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "dirty_bytes",
    "field": 10,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "writeback_bytes",
    "field": 11,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "slab_reclaimable_bytes",
    "field": 12,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "slab_unreclaimable_bytes",
    "field": 13,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "shmem_bytes",
    "field": 14,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "anon_bytes",
    "field": 15,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "mapped_bytes",
    "field": 16,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "committed_bytes",
    "field": 17,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "swap_total_bytes",
    "field": 18,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "swap_free_bytes",
    "field": 19,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "swap_cached_bytes",
    "field": 20,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "huge_pages_total",
    "field": 21,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "huge_pages_free",
    "field": 22,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "page_faults",
    "field": 23,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "major_page_faults",
    "field": 24,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "swap_in_pages",
    "field": 25,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "swap_out_pages",
    "field": 26,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "oom_kills",
    "field": 27,
    "kind": "increment",
    "step": 1
   }
  ],
  "labels": []
 },
 {
  "name": "disk",
  "field": 20,
  "devices": true,
  "settable": "disk",
  "slow": false,
  "columns": [
   {
    "name": "read_ops",
    "field": 3,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "read_bytes",
    "field": 4,
    "kind": "increment",
    "step": 512
   },
   {
    "name": "read_ms",
    "field": 5,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "write_ops",
    "field": 6,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "write_bytes",
    "field": 7,
    "kind": "increment",
    "step": 512
   },
   {
    "name": "write_ms",
    "field": 8,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "discard_ops",
    "field": 9,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "discard_bytes",
    "field": 10,
    "kind": "increment",
    "step": 512
   },
   {
    "name": "discard_ms",
    "field": 11,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "in_flight_ops",
    "field": 12,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "busy_ms",
    "field": 13,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "weighted_ms",
    "field": 14,
    "kind": "increment",
    "step": 1
   }
  ],
  "labels": [
   {
    "name": "kind",
    "field": 15
   },
   {
    "name": "parent",
    "field": 16
   }
  ]
 },
 {
  "name": "filesystem",
  "field": 21,
  "devices": true,
  "settable": "filesystem",
  "slow": true,
  "columns": [
   {
    "name": "size_bytes",
    "field": 3,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "free_bytes",
    "field": 4,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "available_bytes",
    "field": 5,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "inodes_total",
    "field": 6,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "inodes_free",
    "field": 7,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "read_only",
    "field": 8,
    "kind": "gauge",
    "step": 1
   }
  ],
  "labels": [
   {
    "name": "device",
    "field": 9
   },
   {
    "name": "type",
    "field": 10
   }
  ]
 },
 {
  "name": "network",
  "field": 22,
  "devices": true,
  "settable": "network",
  "slow": false,
  "columns": [
   {
    "name": "receive_bytes",
    "field": 3,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "receive_packets",
    "field": 4,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "receive_errors",
    "field": 5,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "receive_drops",
    "field": 6,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "receive_multicast",
    "field": 7,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "transmit_bytes",
    "field": 8,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "transmit_packets",
    "field": 9,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "transmit_errors",
    "field": 10,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "transmit_drops",
    "field": 11,
    "kind": "increment",
    "step": 1
   }
  ],
  "labels": [
   {
    "name": "kind",
    "field": 12
   },
   {
    "name": "parent",
    "field": 13
   }
  ]
 },
 {
  "name": "agent",
  "field": 23,
  "devices": false,
  "settable": "",
  "slow": false,
  "columns": [
   {
    "name": "cpu_us",
    "field": 3,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "rss_bytes",
    "field": 4,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "sent_bytes",
    "field": 5,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "spool_bytes",
    "field": 6,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "spool_batches",
    "field": 7,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "read_us",
    "field": 8,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "resets",
    "field": 9,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "blocked_mounts",
    "field": 10,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "slowed_groups",
    "field": 11,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "over_cpu_budget",
    "field": 12,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "over_rss_budget",
    "field": 13,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "issues",
    "field": 14,
    "kind": "gauge",
    "step": 1
   }
  ],
  "labels": []
 },
 {
  "name": "pressure",
  "field": 24,
  "devices": false,
  "settable": "pressure",
  "slow": false,
  "columns": [
   {
    "name": "cpu_some_us",
    "field": 3,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "memory_some_us",
    "field": 4,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "memory_full_us",
    "field": 5,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "io_some_us",
    "field": 6,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "io_full_us",
    "field": 7,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "cpu_some_avg10_centi",
    "field": 8,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "cpu_some_avg60_centi",
    "field": 9,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "cpu_some_avg300_centi",
    "field": 10,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "memory_some_avg10_centi",
    "field": 11,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "memory_some_avg60_centi",
    "field": 12,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "memory_some_avg300_centi",
    "field": 13,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "memory_full_avg10_centi",
    "field": 14,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "memory_full_avg60_centi",
    "field": 15,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "memory_full_avg300_centi",
    "field": 16,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "io_some_avg10_centi",
    "field": 17,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "io_some_avg60_centi",
    "field": 18,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "io_some_avg300_centi",
    "field": 19,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "io_full_avg10_centi",
    "field": 20,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "io_full_avg60_centi",
    "field": 21,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "io_full_avg300_centi",
    "field": 22,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "irq_full_us",
    "field": 23,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "irq_full_avg10_centi",
    "field": 24,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "irq_full_avg60_centi",
    "field": 25,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "irq_full_avg300_centi",
    "field": 26,
    "kind": "gauge",
    "step": 1
   }
  ],
  "labels": []
 },
 {
  "name": "socket",
  "field": 25,
  "devices": false,
  "settable": "socket",
  "slow": false,
  "columns": [
   {
    "name": "tcp_segments_received",
    "field": 3,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "tcp_segments_sent",
    "field": 4,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "tcp_segments_retransmitted",
    "field": 5,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "tcp_active_opens",
    "field": 6,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "tcp_passive_opens",
    "field": 7,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "tcp_failed_opens",
    "field": 8,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "tcp_established_resets",
    "field": 9,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "tcp_resets_sent",
    "field": 10,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "tcp_receive_errors",
    "field": 11,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "tcp_listen_overflows",
    "field": 12,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "tcp_listen_drops",
    "field": 13,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "udp_datagrams_received",
    "field": 14,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "udp_datagrams_sent",
    "field": 15,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "udp_no_ports",
    "field": 16,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "udp_receive_errors",
    "field": 17,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "udp_receive_buffer_errors",
    "field": 18,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "udp_send_buffer_errors",
    "field": 19,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "in_use",
    "field": 20,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "tcp_in_use",
    "field": 21,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "tcp_established",
    "field": 22,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "tcp_time_wait",
    "field": 23,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "tcp_orphans",
    "field": 24,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "tcp_memory_pages",
    "field": 25,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "udp_in_use",
    "field": 26,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "udp_memory_pages",
    "field": 27,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "conntrack_entries",
    "field": 28,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "conntrack_max",
    "field": 29,
    "kind": "gauge",
    "step": 1
   }
  ],
  "labels": []
 },
 {
  "name": "link",
  "field": 26,
  "devices": true,
  "settable": "link",
  "slow": true,
  "columns": [
   {
    "name": "speed_mbit",
    "field": 3,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "carrier_changes",
    "field": 4,
    "kind": "increment",
    "step": 1
   }
  ],
  "labels": [
   {
    "name": "state",
    "field": 5
   },
   {
    "name": "duplex",
    "field": 6
   }
  ]
 },
 {
  "name": "sensor",
  "field": 27,
  "devices": true,
  "settable": "sensor",
  "slow": true,
  "columns": [
   {
    "name": "temperature_mk",
    "field": 3,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "fan_rpm",
    "field": 4,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "charge_pct",
    "field": 5,
    "kind": "gauge",
    "step": 1
   }
  ],
  "labels": [
   {
    "name": "chip",
    "field": 6
   },
   {
    "name": "label",
    "field": 7
   }
  ]
 },
 {
  "name": "process_state",
  "field": 28,
  "devices": false,
  "settable": "process",
  "slow": true,
  "columns": [
   {
    "name": "running",
    "field": 3,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "sleeping",
    "field": 4,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "uninterruptible",
    "field": 5,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "idle",
    "field": 6,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "stopped",
    "field": 7,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "zombie",
    "field": 8,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "other",
    "field": 9,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "threads",
    "field": 10,
    "kind": "gauge",
    "step": 1
   }
  ],
  "labels": []
 },
 {
  "name": "process",
  "field": 29,
  "devices": true,
  "settable": "process",
  "slow": true,
  "columns": [
   {
    "name": "cpu_ms",
    "field": 3,
    "kind": "increment",
    "step": 10
   },
   {
    "name": "interval_ms",
    "field": 4,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "rss_bytes",
    "field": 5,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "threads",
    "field": 6,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "read_bytes",
    "field": 7,
    "kind": "increment",
    "step": 512
   },
   {
    "name": "write_bytes",
    "field": 8,
    "kind": "increment",
    "step": 512
   }
  ],
  "labels": [
   {
    "name": "program",
    "field": 9
   },
   {
    "name": "user",
    "field": 10
   }
  ]
 },
 {
  "name": "cgroup",
  "field": 30,
  "devices": true,
  "settable": "cgroup",
  "slow": true,
  "columns": [
   {
    "name": "cpu_us",
    "field": 3,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "throttled_us",
    "field": 4,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "throttled_periods",
    "field": 5,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "oom_kills",
    "field": 6,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "read_bytes",
    "field": 7,
    "kind": "increment",
    "step": 512
   },
   {
    "name": "write_bytes",
    "field": 8,
    "kind": "increment",
    "step": 512
   },
   {
    "name": "interval_ms",
    "field": 9,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "memory_bytes",
    "field": 10,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "memory_max_bytes",
    "field": 11,
    "kind": "gauge",
    "step": 4096
   },
   {
    "name": "cpu_max_milli",
    "field": 12,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "tasks",
    "field": 13,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "tasks_max",
    "field": 14,
    "kind": "gauge",
    "step": 1
   },
   {
    "name": "reclaimable_bytes",
    "field": 16,
    "kind": "gauge",
    "step": 4096
   }
  ],
  "labels": [
   {
    "name": "kind",
    "field": 15
   }
  ]
 },
 {
  "name": "metric",
  "field": 31,
  "devices": true,
  "settable": "metric",
  "slow": true,
  "columns": [
   {
    "name": "increment",
    "field": 3,
    "kind": "real",
    "step": 1
   },
   {
    "name": "interval_ms",
    "field": 4,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "value",
    "field": 5,
    "kind": "real",
    "step": 1
   }
  ],
  "labels": [
   {
    "name": "kind",
    "field": 6
   },
   {
    "name": "source",
    "field": 7
   }
  ]
 },
 {
  "name": "span",
  "field": 33,
  "devices": false,
  "settable": "",
  "slow": false,
  "columns": [
   {
    "name": "cpu_ms",
    "field": 3,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "memory_ms",
    "field": 4,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "disk_ms",
    "field": 5,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "network_ms",
    "field": 6,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "pressure_ms",
    "field": 7,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "socket_ms",
    "field": 8,
    "kind": "increment",
    "step": 1
   }
  ],
  "labels": []
 },
 {
  "name": "agent_group",
  "field": 34,
  "devices": true,
  "settable": "",
  "slow": false,
  "columns": [
   {
    "name": "interval_ms",
    "field": 3,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "read_us",
    "field": 4,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "reads",
    "field": 5,
    "kind": "increment",
    "step": 1
   },
   {
    "name": "slow_factor",
    "field": 6,
    "kind": "gauge",
    "step": 1
   }
  ],
  "labels": []
 }
] as const;
