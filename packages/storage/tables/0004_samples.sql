-- One row per sample (everything read from one host at one instant), and one per gap or tombstone.
-- Measured columns follow sample.proto: a tuple per group, an array of tuples where the group has devices, and beside it
-- GROUP_text with the names and labels of the devices, in the same order: a codec of integers cannot stand on texts. Every
-- value may be missing: an older agent, a platform that does not report it, a counter that went backwards.
CREATE TABLE IF NOT EXISTS samples
(
  agent_id UUID CODEC(ZSTD(1)),
  host LowCardinality(String) CODEC(ZSTD(1)),
  epoch UInt64 CODEC(ZSTD(1)),
  seq UInt64 COMMENT 'of the batch; of a gap its last' CODEC(Delta, ZSTD(1)),
  idx UInt32 COMMENT 'of the sample in its batch' CODEC(T64, ZSTD(1)),
  kind Enum8('sample' = 0, 'gap' = 1, 'tombstone' = 2) CODEC(ZSTD(1)),
  batch_hash UInt64 COMMENT 'of the batch, in its first row; 0 in its others' CODEC(ZSTD(1)),
  day Date COMMENT 'partition, chosen per batch' CODEC(ZSTD(1)),
  ts DateTime64(3, 'UTC') COMMENT 'wall clock of the host, or recv_ts when ts_flag is 1' CODEC(Delta, ZSTD(1)),
  recv_ts DateTime64(3, 'UTC') COMMENT 'when the collector received the batch' CODEC(Delta, ZSTD(1)),
  ts_flag UInt8 COMMENT '1: the wall clock of the host was out of tolerance' CODEC(ZSTD(1)),
  claimed_ts Nullable(DateTime64(3, 'UTC')) COMMENT 'what it said, when ts_flag is 1' CODEC(Delta, ZSTD(1)),
  mono_ms UInt64 COMMENT 'monotonic clock of the host' CODEC(Delta, ZSTD(1)),
  interval_ms UInt32 COMMENT 'since the sample before, by the monotonic clock; 0 = first after a start' CODEC(ZSTD(1)),
  gap_first_seq UInt64 COMMENT '0 in samples' CODEC(ZSTD(1)),
  gap_from Nullable(DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
  gap_to Nullable(DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
  gap_reason LowCardinality(String) CODEC(ZSTD(1)),
  gap_detail String CODEC(ZSTD(1)),

  cpu Tuple(
    user_ms Nullable(UInt64), nice_ms Nullable(UInt64), system_ms Nullable(UInt64), idle_ms Nullable(UInt64),
    iowait_ms Nullable(UInt64), irq_ms Nullable(UInt64), softirq_ms Nullable(UInt64), steal_ms Nullable(UInt64),
    guest_ms Nullable(UInt64), guest_nice_ms Nullable(UInt64), cores Nullable(UInt64),
    context_switches Nullable(UInt64), interrupts Nullable(UInt64), forks Nullable(UInt64),
    procs_running Nullable(UInt64), procs_blocked Nullable(UInt64)
  ) CODEC(GCD, T64, ZSTD(1)),
  cpu_core_text Array(Tuple(name LowCardinality(String))) CODEC(ZSTD(1)),
  cpu_core Array(Tuple(
    user_ms Nullable(UInt64), nice_ms Nullable(UInt64), system_ms Nullable(UInt64), idle_ms Nullable(UInt64),
    iowait_ms Nullable(UInt64), irq_ms Nullable(UInt64), softirq_ms Nullable(UInt64), steal_ms Nullable(UInt64),
    guest_ms Nullable(UInt64), guest_nice_ms Nullable(UInt64))
  ) CODEC(GCD, T64, ZSTD(1)),
  load Tuple(
    load1_centi Nullable(UInt64), load5_centi Nullable(UInt64), load15_centi Nullable(UInt64),
    tasks Nullable(UInt64)
  ) CODEC(GCD, T64, ZSTD(1)),
  memory Tuple(
    total_bytes Nullable(UInt64), free_bytes Nullable(UInt64), available_bytes Nullable(UInt64),
    buffers_bytes Nullable(UInt64), cached_bytes Nullable(UInt64), active_bytes Nullable(UInt64),
    inactive_bytes Nullable(UInt64), dirty_bytes Nullable(UInt64), writeback_bytes Nullable(UInt64),
    slab_reclaimable_bytes Nullable(UInt64), slab_unreclaimable_bytes Nullable(UInt64),
    shmem_bytes Nullable(UInt64), anon_bytes Nullable(UInt64), mapped_bytes Nullable(UInt64),
    committed_bytes Nullable(UInt64), swap_total_bytes Nullable(UInt64), swap_free_bytes Nullable(UInt64),
    swap_cached_bytes Nullable(UInt64), huge_pages_total Nullable(UInt64), huge_pages_free Nullable(UInt64),
    page_faults Nullable(UInt64), major_page_faults Nullable(UInt64), swap_in_pages Nullable(UInt64),
    swap_out_pages Nullable(UInt64), oom_kills Nullable(UInt64)
  ) CODEC(GCD, T64, ZSTD(1)),
  disk_text Array(Tuple(name LowCardinality(String), kind LowCardinality(String), parent LowCardinality(String))) CODEC(ZSTD(1)),
  disk Array(Tuple(
    read_ops Nullable(UInt64), read_bytes Nullable(UInt64), read_ms Nullable(UInt64), write_ops Nullable(UInt64),
    write_bytes Nullable(UInt64), write_ms Nullable(UInt64), discard_ops Nullable(UInt64),
    discard_bytes Nullable(UInt64), discard_ms Nullable(UInt64), in_flight_ops Nullable(UInt64),
    busy_ms Nullable(UInt64), weighted_ms Nullable(UInt64))
  ) CODEC(GCD, T64, ZSTD(1)),
  filesystem_text Array(Tuple(name LowCardinality(String), device LowCardinality(String), type LowCardinality(String))) CODEC(ZSTD(1)),
  filesystem Array(Tuple(
    size_bytes Nullable(UInt64), free_bytes Nullable(UInt64), available_bytes Nullable(UInt64),
    inodes_total Nullable(UInt64), inodes_free Nullable(UInt64), read_only Nullable(UInt64))
  ) CODEC(GCD, T64, ZSTD(1)),
  network_text Array(Tuple(name LowCardinality(String), kind LowCardinality(String), parent LowCardinality(String))) CODEC(ZSTD(1)),
  network Array(Tuple(
    receive_bytes Nullable(UInt64), receive_packets Nullable(UInt64), receive_errors Nullable(UInt64),
    receive_drops Nullable(UInt64), receive_multicast Nullable(UInt64), transmit_bytes Nullable(UInt64),
    transmit_packets Nullable(UInt64), transmit_errors Nullable(UInt64), transmit_drops Nullable(UInt64))
  ) CODEC(GCD, T64, ZSTD(1)),
  agent Tuple(
    cpu_us Nullable(UInt64), rss_bytes Nullable(UInt64), sent_bytes Nullable(UInt64), spool_bytes Nullable(UInt64),
    spool_batches Nullable(UInt64), read_us Nullable(UInt64), resets Nullable(UInt64),
    blocked_mounts Nullable(UInt64), slowed_groups Nullable(UInt64), over_cpu_budget Nullable(UInt64),
    over_rss_budget Nullable(UInt64), issues Nullable(UInt64)
  ) CODEC(GCD, T64, ZSTD(1)),
  pressure Tuple(
    cpu_some_us Nullable(UInt64), memory_some_us Nullable(UInt64), memory_full_us Nullable(UInt64),
    io_some_us Nullable(UInt64), io_full_us Nullable(UInt64), cpu_some_avg10_centi Nullable(UInt64),
    cpu_some_avg60_centi Nullable(UInt64), cpu_some_avg300_centi Nullable(UInt64),
    memory_some_avg10_centi Nullable(UInt64), memory_some_avg60_centi Nullable(UInt64),
    memory_some_avg300_centi Nullable(UInt64), memory_full_avg10_centi Nullable(UInt64),
    memory_full_avg60_centi Nullable(UInt64), memory_full_avg300_centi Nullable(UInt64),
    io_some_avg10_centi Nullable(UInt64), io_some_avg60_centi Nullable(UInt64),
    io_some_avg300_centi Nullable(UInt64), io_full_avg10_centi Nullable(UInt64),
    io_full_avg60_centi Nullable(UInt64), io_full_avg300_centi Nullable(UInt64), irq_full_us Nullable(UInt64),
    irq_full_avg10_centi Nullable(UInt64), irq_full_avg60_centi Nullable(UInt64),
    irq_full_avg300_centi Nullable(UInt64)
  ) CODEC(GCD, T64, ZSTD(1)),
  socket Tuple(
    tcp_segments_received Nullable(UInt64), tcp_segments_sent Nullable(UInt64),
    tcp_segments_retransmitted Nullable(UInt64), tcp_active_opens Nullable(UInt64),
    tcp_passive_opens Nullable(UInt64), tcp_failed_opens Nullable(UInt64), tcp_established_resets Nullable(UInt64),
    tcp_resets_sent Nullable(UInt64), tcp_receive_errors Nullable(UInt64), tcp_listen_overflows Nullable(UInt64),
    tcp_listen_drops Nullable(UInt64), udp_datagrams_received Nullable(UInt64), udp_datagrams_sent Nullable(UInt64),
    udp_no_ports Nullable(UInt64), udp_receive_errors Nullable(UInt64), udp_receive_buffer_errors Nullable(UInt64),
    udp_send_buffer_errors Nullable(UInt64), in_use Nullable(UInt64), tcp_in_use Nullable(UInt64),
    tcp_established Nullable(UInt64), tcp_time_wait Nullable(UInt64), tcp_orphans Nullable(UInt64),
    tcp_memory_pages Nullable(UInt64), udp_in_use Nullable(UInt64), udp_memory_pages Nullable(UInt64),
    conntrack_entries Nullable(UInt64), conntrack_max Nullable(UInt64)
  ) CODEC(GCD, T64, ZSTD(1)),
  link_text Array(Tuple(name LowCardinality(String), state LowCardinality(String), duplex LowCardinality(String))) CODEC(ZSTD(1)),
  link Array(Tuple(
    speed_mbit Nullable(UInt64), carrier_changes Nullable(UInt64))
  ) CODEC(GCD, T64, ZSTD(1)),
  sensor_text Array(Tuple(name LowCardinality(String), chip LowCardinality(String), label LowCardinality(String))) CODEC(ZSTD(1)),
  sensor Array(Tuple(
    temperature_mk Nullable(UInt64), fan_rpm Nullable(UInt64), charge_pct Nullable(UInt64))
  ) CODEC(GCD, T64, ZSTD(1)),
  process_state Tuple(
    running Nullable(UInt64), sleeping Nullable(UInt64), uninterruptible Nullable(UInt64), idle Nullable(UInt64),
    stopped Nullable(UInt64), zombie Nullable(UInt64), other Nullable(UInt64), threads Nullable(UInt64)
  ) CODEC(GCD, T64, ZSTD(1)),
  process_text Array(Tuple(name LowCardinality(String), program LowCardinality(String), user LowCardinality(String))) CODEC(ZSTD(1)),
  process Array(Tuple(
    cpu_ms Nullable(UInt64), interval_ms Nullable(UInt64), rss_bytes Nullable(UInt64), threads Nullable(UInt64),
    read_bytes Nullable(UInt64), write_bytes Nullable(UInt64))
  ) CODEC(GCD, T64, ZSTD(1)),
  cgroup_text Array(Tuple(name LowCardinality(String), kind LowCardinality(String))) CODEC(ZSTD(1)),
  cgroup Array(Tuple(
    cpu_us Nullable(UInt64), throttled_us Nullable(UInt64), throttled_periods Nullable(UInt64),
    oom_kills Nullable(UInt64), read_bytes Nullable(UInt64), write_bytes Nullable(UInt64),
    interval_ms Nullable(UInt64), memory_bytes Nullable(UInt64), memory_max_bytes Nullable(UInt64),
    cpu_max_milli Nullable(UInt64), tasks Nullable(UInt64), tasks_max Nullable(UInt64),
    reclaimable_bytes Nullable(UInt64))
  ) CODEC(GCD, T64, ZSTD(1)),
  metric_text Array(Tuple(name LowCardinality(String), kind LowCardinality(String), source LowCardinality(String))) CODEC(ZSTD(1)),
  metric Array(Tuple(
    increment Nullable(Float64), interval_ms Nullable(UInt64), value Nullable(Float64))
  ) CODEC(ZSTD(1)),
  span Tuple(
    cpu_ms Nullable(UInt64), memory_ms Nullable(UInt64), disk_ms Nullable(UInt64), network_ms Nullable(UInt64),
    pressure_ms Nullable(UInt64), socket_ms Nullable(UInt64)
  ) CODEC(GCD, T64, ZSTD(1)),
  agent_group_text Array(Tuple(name LowCardinality(String))) CODEC(ZSTD(1)),
  agent_group Array(Tuple(
    interval_ms Nullable(UInt64), read_us Nullable(UInt64), reads Nullable(UInt64), slow_factor Nullable(UInt64))
  ) CODEC(GCD, T64, ZSTD(1)),

  INDEX ts_range ts TYPE minmax GRANULARITY 1,
  -- How far each epoch is committed: storage/marks.ts repeats these expressions.
  PROJECTION marks
  (
    SELECT agent_id, epoch, max(seq), argMaxIf(batch_hash, seq, idx = 0), maxIf(ts, kind = 'sample')
    GROUP BY agent_id, epoch
  ),
  -- What `hostwire audit` asks of every row, kept beside the rows: it then reads a few rows per host and day instead of all.
  -- storage/audit/audit-rows.ts repeats these expressions. The bitmaps take about one bit per sample.
  PROJECTION audit
  (
    SELECT
      host,
      agent_id,
      epoch,
      day,
      min(if(kind = 'sample', seq, gap_first_seq)),
      max(seq),
      min(recv_ts),
      countIf(kind = 'sample'),
      countIf(kind != 'sample'),
      groupBitmapIf(bitOr(bitShiftLeft(toUInt64(idx), 40), seq), kind = 'sample'),
      groupBitmapIf(seq, kind = 'sample'),
      minIf(ts, kind = 'sample'),
      maxIf(ts, kind = 'sample'),
      quantileTDigestIf(0.05)(interval_ms, kind = 'sample' AND interval_ms > 0),
      quantileTDigestIf(0.5)(interval_ms, kind = 'sample' AND interval_ms > 0),
      maxIf(interval_ms, kind = 'sample'),
      sumIf(interval_ms, kind = 'sample'),
      countIf(kind = 'sample' AND interval_ms = 0),
      sumIf(toInt128(seq) - gap_first_seq + 1, kind != 'sample'),
      sumIf(toInt128(seq), kind = 'sample' AND idx = 0),
      sumIf((toInt128(gap_first_seq) + seq) * (toInt128(seq) - gap_first_seq + 1), kind != 'sample')
    GROUP BY host, agent_id, epoch, day
  )
)
ENGINE = MergeTree
PARTITION BY day
ORDER BY (host, ts, agent_id, epoch, seq, idx)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0,
  min_bytes_for_wide_part = 16777216
