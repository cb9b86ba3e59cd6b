-- Dashboards that people share. The row with the highest version of each name counts.
CREATE TABLE IF NOT EXISTS boards
(
  name String,
  board String COMMENT 'JSON: its range and panels',
  removed UInt8,
  changed DateTime64(3, 'UTC'),
  actor String,
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY name
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
