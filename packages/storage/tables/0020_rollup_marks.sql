-- How far the samples of each epoch are rolled up: all with a sequence number below `next`.
CREATE TABLE IF NOT EXISTS rollup_marks
(
  agent_id UUID,
  epoch UInt64,
  next UInt64,
  recv_ts DateTime64(3, 'UTC') COMMENT 'when the newest of them was received: what comes is received later'
)
ENGINE = ReplacingMergeTree(next)
ORDER BY (agent_id, epoch)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
