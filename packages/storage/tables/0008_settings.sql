-- What was set for a host or a label; one row each, written anew at every change. Keys that are not in `settings` are not set.
CREATE TABLE IF NOT EXISTS settings
(
  kind Enum8('host' = 0, 'label' = 1),
  target String COMMENT 'the host, or the label as key=value',
  settings String COMMENT 'JSON by key',
  changed DateTime64(3, 'UTC'),
  actor String,
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (kind, target)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
