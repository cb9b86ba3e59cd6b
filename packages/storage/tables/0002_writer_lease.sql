-- Who may insert samples: the holder of the highest lease of a shard. Every INSERT checks it.
-- A holder that goes on writes its row again; of those, the newest stays.
CREATE TABLE IF NOT EXISTS writer_lease
(
  shard String,
  lease UInt64,
  holder String,
  taken DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(taken)
ORDER BY (shard, lease, holder)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
