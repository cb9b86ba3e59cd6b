-- How far the samples of an epoch are rolled up, by day: those with a sequence number below `next`, of which there were `samples`.
-- When there are more of them, what was lost came back, and the day is rolled up again.
CREATE TABLE IF NOT EXISTS rollup_progress
(
  day Date,
  agent_id UUID,
  epoch UInt64,
  next UInt64,
  samples UInt64,
  recv_ts DateTime64(3, 'UTC') COMMENT 'when the newest of them was received: what comes is received later',
  version UInt64 COMMENT 'the run that says so',
  rolled DateTime DEFAULT now() COMMENT 'a day that is kept for longer than a year is rolled up once a year'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (day, agent_id, epoch)
TTL rolled + INTERVAL 1 YEAR
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
