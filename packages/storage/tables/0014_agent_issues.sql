CREATE TABLE IF NOT EXISTS agent_issues
(
  agent_id UUID,
  host String,
  received DateTime64(3, 'UTC'),
  issues Nested(group String, device String, column String, code String, message String)
)
ENGINE = ReplacingMergeTree(received)
ORDER BY agent_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
