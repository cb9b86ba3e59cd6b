CREATE TABLE IF NOT EXISTS audit_log
(
  ts DateTime64(3, 'UTC'),
  actor String,
  action LowCardinality(String),
  object String,
  detail String
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(ts)
ORDER BY ts
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
