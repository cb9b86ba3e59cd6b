// Generated from proto/hostwire/v1/sample.proto by scripts/generate.mjs. Do not edit.
export const columnTable = [
 {
  "name": "cpu",
  "field": 16,
  "devices": false,
  "columns": [
   {
    "name": "user_ms",
    "field": 3,
    "kind": "increment"
   },
   {
    "name": "nice_ms",
    "field": 4,
    "kind": "increment"
   },
   {
    "name": "system_ms",
    "field": 5,
    "kind": "increment"
   },
   {
    "name": "idle_ms",
    "field": 6,
    "kind": "increment"
   },
   {
    "name": "iowait_ms",
    "field": 7,
    "kind": "increment"
   },
   {
    "name": "irq_ms",
    "field": 8,
    "kind": "increment"
   },
   {
    "name": "softirq_ms",
    "field": 9,
    "kind": "increment"
   },
   {
    "name": "steal_ms",
    "field": 10,
    "kind": "increment"
   },
   {
    "name": "guest_ms",
    "field": 11,
    "kind": "increment"
   },
   {
    "name": "guest_nice_ms",
    "field": 12,
    "kind": "increment"
   },
   {
    "name": "cores",
    "field": 13,
    "kind": "gauge"
   },
   {
    "name": "context_switches",
    "field": 14,
    "kind": "increment"
   },
   {
    "name": "interrupts",
    "field": 15,
    "kind": "increment"
   },
   {
    "name": "forks",
    "field": 16,
    "kind": "increment"
   },
   {
    "name": "procs_running",
    "field": 17,
    "kind": "gauge"
   },
   {
    "name": "procs_blocked",
    "field": 18,
    "kind": "gauge"
   }
  ],
  "labels": []
 },
 {
  "name": "cpu_core",
  "field": 17,
  "devices": true,
  "columns": [
   {
    "name": "user_ms",
    "field": 3,
    "kind": "increment"
   },
   {
    "name": "nice_ms",
    "field": 4,
    "kind": "increment"
   },
   {
    "name": "system_ms",
    "field": 5,
    "kind": "increment"
   },
   {
    "name": "idle_ms",
    "field": 6,
    "kind": "increment"
   },
   {
    "name": "iowait_ms",
    "field": 7,
    "kind": "increment"
   },
   {
    "name": "irq_ms",
    "field": 8,
    "kind": "increment"
   },
   {
    "name": "softirq_ms",
    "field": 9,
    "kind": "increment"
   },
   {
    "name": "steal_ms",
    "field": 10,
    "kind": "increment"
   },
   {
    "name": "guest_ms",
    "field": 11,
    "kind": "increment"
   },
   {
    "name": "guest_nice_ms",
    "field": 12,
    "kind": "increment"
   }
  ],
  "labels": []
 },
 {
  "name": "load",
  "field": 18,
  "devices": false,
  "columns": [
   {
    "name": "load1_centi",
    "field": 3,
    "kind": "gauge"
   },
   {
    "name": "load5_centi",
    "field": 4,
    "kind": "gauge"
   },
   {
    "name": "load15_centi",
    "field": 5,
    "kind": "gauge"
   },
   {
    "name": "tasks",
    "field": 6,
    "kind": "gauge"
   }
  ],
  "labels": []
 },
 {
  "name": "memory",
  "field": 19,
  "devices": false,
  "columns": [
   {
    "name": "total_bytes",
    "field": 3,
    "kind": "gauge"
   },
   {
    "name": "free_bytes",
    "field": 4,
    "kind": "gauge"
   },
   {
    "name": "available_bytes",
    "field": 5,
    "kind": "gauge"
   },
   {
    "name": "buffers_bytes",
    "field": 6,
    "kind": "gauge"
   },
   {
    "name": "cached_bytes",
    "field": 7,
    "kind": "gauge"
   },
   {
    "name": "active_bytes",
    "field": 8,
    "kind": "gauge"
   },
   {
    "name": "inactive_bytes",
    "field": 9,
    "kind": "gauge"
   },
   {
    "name": "dirty_bytes",
    "field": 10,
    "kind": "gauge"
   },
   {
    "name": "writeback_bytes",
    "field": 11,
    "kind": "gauge"
   },
   {
    "name": "slab_reclaimable_bytes",
    "field": 12,
    "kind": "gauge"
   },
   {
    "name": "slab_unreclaimable_bytes",
    "field": 13,
    "kind": "gauge"
   },
   {
    "name": "shmem_bytes",
    "field": 14,
    "kind": "gauge"
   },
   {
    "name": "anon_bytes",
    "field": 15,
    "kind": "gauge"
   },
   {
    "name": "mapped_bytes",
    "field": 16,
    "kind": "gauge"
   },
   {
    "name": "committed_bytes",
    "field": 17,
    "kind": "gauge"
   },
   {
    "name": "swap_total_bytes",
    "field": 18,
    "kind": "gauge"
   },
   {
    "name": "swap_free_bytes",
    "field": 19,
    "kind": "gauge"
   },
   {
    "name": "swap_cached_bytes",
    "field": 20,
    "kind": "gauge"
   },
   {
    "name": "huge_pages_total",
    "field": 21,
    "kind": "gauge"
   },
   {
    "name": "huge_pages_free",
    "field": 22,
    "kind": "gauge"
   },
   {
    "name": "page_faults",
    "field": 23,
    "kind": "increment"
   },
   {
    "name": "major_page_faults",
    "field": 24,
    "kind": "increment"
   },
   {
    "name": "swap_in_pages",
    "field": 25,
    "kind": "increment"
   },
   {
    "name": "swap_out_pages",
    "field": 26,
    "kind": "increment"
   },
   {
    "name": "oom_kills",
    "field": 27,
    "kind": "increment"
   }
  ],
  "labels": []
 },
 {
  "name": "disk",
  "field": 20,
  "devices": true,
  "columns": [
   {
    "name": "read_ops",
    "field": 3,
    "kind": "increment"
   },
   {
    "name": "read_bytes",
    "field": 4,
    "kind": "increment"
   },
   {
    "name": "read_ms",
    "field": 5,
    "kind": "increment"
   },
   {
    "name": "write_ops",
    "field": 6,
    "kind": "increment"
   },
   {
    "name": "write_bytes",
    "field": 7,
    "kind": "increment"
   },
   {
    "name": "write_ms",
    "field": 8,
    "kind": "increment"
   },
   {
    "name": "discard_ops",
    "field": 9,
    "kind": "increment"
   },
   {
    "name": "discard_bytes",
    "field": 10,
    "kind": "increment"
   },
   {
    "name": "discard_ms",
    "field": 11,
    "kind": "increment"
   },
   {
    "name": "in_flight_ops",
    "field": 12,
    "kind": "gauge"
   },
   {
    "name": "busy_ms",
    "field": 13,
    "kind": "increment"
   },
   {
    "name": "weighted_ms",
    "field": 14,
    "kind": "increment"
   }
  ],
  "labels": []
 },
 {
  "name": "filesystem",
  "field": 21,
  "devices": true,
  "columns": [
   {
    "name": "size_bytes",
    "field": 3,
    "kind": "gauge"
   },
   {
    "name": "free_bytes",
    "field": 4,
    "kind": "gauge"
   },
   {
    "name": "available_bytes",
    "field": 5,
    "kind": "gauge"
   },
   {
    "name": "inodes_total",
    "field": 6,
    "kind": "gauge"
   },
   {
    "name": "inodes_free",
    "field": 7,
    "kind": "gauge"
   },
   {
    "name": "read_only",
    "field": 8,
    "kind": "gauge"
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
  "columns": [
   {
    "name": "receive_bytes",
    "field": 3,
    "kind": "increment"
   },
   {
    "name": "receive_packets",
    "field": 4,
    "kind": "increment"
   },
   {
    "name": "receive_errors",
    "field": 5,
    "kind": "increment"
   },
   {
    "name": "receive_drops",
    "field": 6,
    "kind": "increment"
   },
   {
    "name": "receive_multicast",
    "field": 7,
    "kind": "increment"
   },
   {
    "name": "transmit_bytes",
    "field": 8,
    "kind": "increment"
   },
   {
    "name": "transmit_packets",
    "field": 9,
    "kind": "increment"
   },
   {
    "name": "transmit_errors",
    "field": 10,
    "kind": "increment"
   },
   {
    "name": "transmit_drops",
    "field": 11,
    "kind": "increment"
   }
  ],
  "labels": []
 },
 {
  "name": "agent",
  "field": 23,
  "devices": false,
  "columns": [
   {
    "name": "cpu_us",
    "field": 3,
    "kind": "increment"
   },
   {
    "name": "rss_bytes",
    "field": 4,
    "kind": "gauge"
   },
   {
    "name": "sent_bytes",
    "field": 5,
    "kind": "increment"
   },
   {
    "name": "spool_bytes",
    "field": 6,
    "kind": "gauge"
   },
   {
    "name": "spool_batches",
    "field": 7,
    "kind": "gauge"
   },
   {
    "name": "read_us",
    "field": 8,
    "kind": "increment"
   },
   {
    "name": "resets",
    "field": 9,
    "kind": "increment"
   },
   {
    "name": "troubled_mounts",
    "field": 10,
    "kind": "gauge"
   },
   {
    "name": "slowed_groups",
    "field": 11,
    "kind": "gauge"
   },
   {
    "name": "over_cpu_budget",
    "field": 12,
    "kind": "gauge"
   },
   {
    "name": "over_rss_budget",
    "field": 13,
    "kind": "gauge"
   }
  ],
  "labels": []
 },
 {
  "name": "pressure",
  "field": 24,
  "devices": false,
  "columns": [
   {
    "name": "cpu_some_us",
    "field": 3,
    "kind": "increment"
   },
   {
    "name": "memory_some_us",
    "field": 4,
    "kind": "increment"
   },
   {
    "name": "memory_full_us",
    "field": 5,
    "kind": "increment"
   },
   {
    "name": "io_some_us",
    "field": 6,
    "kind": "increment"
   },
   {
    "name": "io_full_us",
    "field": 7,
    "kind": "increment"
   },
   {
    "name": "cpu_some_avg10_centi",
    "field": 8,
    "kind": "gauge"
   },
   {
    "name": "cpu_some_avg60_centi",
    "field": 9,
    "kind": "gauge"
   },
   {
    "name": "cpu_some_avg300_centi",
    "field": 10,
    "kind": "gauge"
   },
   {
    "name": "memory_some_avg10_centi",
    "field": 11,
    "kind": "gauge"
   },
   {
    "name": "memory_some_avg60_centi",
    "field": 12,
    "kind": "gauge"
   },
   {
    "name": "memory_some_avg300_centi",
    "field": 13,
    "kind": "gauge"
   },
   {
    "name": "memory_full_avg10_centi",
    "field": 14,
    "kind": "gauge"
   },
   {
    "name": "memory_full_avg60_centi",
    "field": 15,
    "kind": "gauge"
   },
   {
    "name": "memory_full_avg300_centi",
    "field": 16,
    "kind": "gauge"
   },
   {
    "name": "io_some_avg10_centi",
    "field": 17,
    "kind": "gauge"
   },
   {
    "name": "io_some_avg60_centi",
    "field": 18,
    "kind": "gauge"
   },
   {
    "name": "io_some_avg300_centi",
    "field": 19,
    "kind": "gauge"
   },
   {
    "name": "io_full_avg10_centi",
    "field": 20,
    "kind": "gauge"
   },
   {
    "name": "io_full_avg60_centi",
    "field": 21,
    "kind": "gauge"
   },
   {
    "name": "io_full_avg300_centi",
    "field": 22,
    "kind": "gauge"
   }
  ],
  "labels": []
 },
 {
  "name": "socket",
  "field": 25,
  "devices": false,
  "columns": [
   {
    "name": "tcp_segments_received",
    "field": 3,
    "kind": "increment"
   },
   {
    "name": "tcp_segments_sent",
    "field": 4,
    "kind": "increment"
   },
   {
    "name": "tcp_segments_retransmitted",
    "field": 5,
    "kind": "increment"
   },
   {
    "name": "tcp_active_opens",
    "field": 6,
    "kind": "increment"
   },
   {
    "name": "tcp_passive_opens",
    "field": 7,
    "kind": "increment"
   },
   {
    "name": "tcp_failed_opens",
    "field": 8,
    "kind": "increment"
   },
   {
    "name": "tcp_established_resets",
    "field": 9,
    "kind": "increment"
   },
   {
    "name": "tcp_resets_sent",
    "field": 10,
    "kind": "increment"
   },
   {
    "name": "tcp_receive_errors",
    "field": 11,
    "kind": "increment"
   },
   {
    "name": "tcp_listen_overflows",
    "field": 12,
    "kind": "increment"
   },
   {
    "name": "tcp_listen_drops",
    "field": 13,
    "kind": "increment"
   },
   {
    "name": "udp_datagrams_received",
    "field": 14,
    "kind": "increment"
   },
   {
    "name": "udp_datagrams_sent",
    "field": 15,
    "kind": "increment"
   },
   {
    "name": "udp_no_ports",
    "field": 16,
    "kind": "increment"
   },
   {
    "name": "udp_receive_errors",
    "field": 17,
    "kind": "increment"
   },
   {
    "name": "udp_receive_buffer_errors",
    "field": 18,
    "kind": "increment"
   },
   {
    "name": "udp_send_buffer_errors",
    "field": 19,
    "kind": "increment"
   },
   {
    "name": "in_use",
    "field": 20,
    "kind": "gauge"
   },
   {
    "name": "tcp_in_use",
    "field": 21,
    "kind": "gauge"
   },
   {
    "name": "tcp_established",
    "field": 22,
    "kind": "gauge"
   },
   {
    "name": "tcp_time_wait",
    "field": 23,
    "kind": "gauge"
   },
   {
    "name": "tcp_orphans",
    "field": 24,
    "kind": "gauge"
   },
   {
    "name": "tcp_memory_pages",
    "field": 25,
    "kind": "gauge"
   },
   {
    "name": "udp_in_use",
    "field": 26,
    "kind": "gauge"
   },
   {
    "name": "udp_memory_pages",
    "field": 27,
    "kind": "gauge"
   },
   {
    "name": "conntrack_entries",
    "field": 28,
    "kind": "gauge"
   },
   {
    "name": "conntrack_max",
    "field": 29,
    "kind": "gauge"
   }
  ],
  "labels": []
 },
 {
  "name": "link",
  "field": 26,
  "devices": true,
  "columns": [
   {
    "name": "speed_mbit",
    "field": 3,
    "kind": "gauge"
   },
   {
    "name": "carrier_changes",
    "field": 4,
    "kind": "increment"
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
  "columns": [
   {
    "name": "temperature_mk",
    "field": 3,
    "kind": "gauge"
   },
   {
    "name": "fan_rpm",
    "field": 4,
    "kind": "gauge"
   },
   {
    "name": "charge_pct",
    "field": 5,
    "kind": "gauge"
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
  "columns": [
   {
    "name": "running",
    "field": 3,
    "kind": "gauge"
   },
   {
    "name": "sleeping",
    "field": 4,
    "kind": "gauge"
   },
   {
    "name": "uninterruptible",
    "field": 5,
    "kind": "gauge"
   },
   {
    "name": "idle",
    "field": 6,
    "kind": "gauge"
   },
   {
    "name": "stopped",
    "field": 7,
    "kind": "gauge"
   },
   {
    "name": "zombie",
    "field": 8,
    "kind": "gauge"
   },
   {
    "name": "other",
    "field": 9,
    "kind": "gauge"
   },
   {
    "name": "threads",
    "field": 10,
    "kind": "gauge"
   }
  ],
  "labels": []
 },
 {
  "name": "process",
  "field": 29,
  "devices": true,
  "columns": [
   {
    "name": "cpu_ms",
    "field": 3,
    "kind": "increment"
   },
   {
    "name": "interval_ms",
    "field": 4,
    "kind": "increment"
   },
   {
    "name": "rss_bytes",
    "field": 5,
    "kind": "gauge"
   },
   {
    "name": "threads",
    "field": 6,
    "kind": "gauge"
   },
   {
    "name": "read_bytes",
    "field": 7,
    "kind": "increment"
   },
   {
    "name": "write_bytes",
    "field": 8,
    "kind": "increment"
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
  "columns": [
   {
    "name": "cpu_us",
    "field": 3,
    "kind": "increment"
   },
   {
    "name": "throttled_us",
    "field": 4,
    "kind": "increment"
   },
   {
    "name": "throttled_periods",
    "field": 5,
    "kind": "increment"
   },
   {
    "name": "oom_kills",
    "field": 6,
    "kind": "increment"
   },
   {
    "name": "read_bytes",
    "field": 7,
    "kind": "increment"
   },
   {
    "name": "write_bytes",
    "field": 8,
    "kind": "increment"
   },
   {
    "name": "interval_ms",
    "field": 9,
    "kind": "increment"
   },
   {
    "name": "memory_bytes",
    "field": 10,
    "kind": "gauge"
   },
   {
    "name": "memory_max_bytes",
    "field": 11,
    "kind": "gauge"
   },
   {
    "name": "cpu_max_milli",
    "field": 12,
    "kind": "gauge"
   },
   {
    "name": "tasks",
    "field": 13,
    "kind": "gauge"
   },
   {
    "name": "tasks_max",
    "field": 14,
    "kind": "gauge"
   },
   {
    "name": "reclaimable_bytes",
    "field": 16,
    "kind": "gauge"
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
  "columns": [
   {
    "name": "increment",
    "field": 3,
    "kind": "real"
   },
   {
    "name": "interval_ms",
    "field": 4,
    "kind": "increment"
   },
   {
    "name": "value",
    "field": 5,
    "kind": "real"
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
  "columns": [
   {
    "name": "cpu_ms",
    "field": 3,
    "kind": "increment"
   },
   {
    "name": "memory_ms",
    "field": 4,
    "kind": "increment"
   },
   {
    "name": "disk_ms",
    "field": 5,
    "kind": "increment"
   },
   {
    "name": "network_ms",
    "field": 6,
    "kind": "increment"
   },
   {
    "name": "pressure_ms",
    "field": 7,
    "kind": "increment"
   },
   {
    "name": "socket_ms",
    "field": 8,
    "kind": "increment"
   }
  ],
  "labels": []
 },
 {
  "name": "agent_group",
  "field": 34,
  "devices": true,
  "columns": [
   {
    "name": "interval_ms",
    "field": 3,
    "kind": "increment"
   },
   {
    "name": "read_us",
    "field": 4,
    "kind": "increment"
   },
   {
    "name": "reads",
    "field": 5,
    "kind": "increment"
   },
   {
    "name": "slow_factor",
    "field": 6,
    "kind": "gauge"
   }
  ],
  "labels": []
 }
] as const;
