CREATE TABLE IF NOT EXISTS schedules
(
  host String,
  interval_ms Float64 COMMENT 'between samples, as the host was told',
  flush_ms Float64 COMMENT 'between batches while nobody looks',
  silent_after_ms Float64 COMMENT 'without a sample for longer it is silent: neither a retry nor a new connection brought a batch',
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY host
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
