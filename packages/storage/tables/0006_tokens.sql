-- Uses left = uses - number of agents with that token_id.
CREATE TABLE IF NOT EXISTS tokens
(
  token_id String COMMENT 'hex',
  secret_hash String COMMENT 'sha256 of the secret, hex',
  created DateTime64(3, 'UTC'),
  expires DateTime64(3, 'UTC'),
  uses UInt32,
  labels Map(String, String),
  cidr Array(String) COMMENT 'where it may be used from; empty = anywhere',
  agent_id String COMMENT 'the agent that it gives a new key; empty = it makes new agents',
  revoked Nullable(DateTime64(3, 'UTC')),
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY token_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
