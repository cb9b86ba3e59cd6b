-- Rules of one's own, and defaults that were changed. The row with the highest version of each id counts.
CREATE TABLE IF NOT EXISTS alert_rules
(
  id String,
  rule String COMMENT 'JSON; empty: removed',
  changed DateTime64(3, 'UTC'),
  actor String,
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
