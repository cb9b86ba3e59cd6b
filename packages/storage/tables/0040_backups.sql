-- Backups of this database, a row per state. The first is written before the backup is made, so every backup holds its own: by
-- what it lists a restored database is verified.
CREATE TABLE IF NOT EXISTS backups
(
  name String,
  place String COMMENT 'the folder, or https://…/BUCKET/PREFIX',
  base String COMMENT 'the backup that this one adds to; empty: complete in itself',
  state Enum8('started' = 0, 'finished' = 1, 'failed' = 2),
  changed DateTime64(3, 'UTC'),
  bytes UInt64 COMMENT 'written by it; of finished ones',
  error String,
  epochs Array(Tuple(agent_id UUID, epoch UInt64, seq UInt64, samples UInt64)) COMMENT 'of started ones: what is in it at least'
)
ENGINE = MergeTree
ORDER BY (name, state)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
