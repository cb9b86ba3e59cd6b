-- What was applied to this database; migrate() reads it before anything else.
CREATE TABLE IF NOT EXISTS schema_migrations
(
  name String,
  checksum String COMMENT 'sha256 of the statement',
  applied DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(applied)
ORDER BY name
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
