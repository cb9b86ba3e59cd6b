CREATE TABLE IF NOT EXISTS agents
(
  agent_id UUID,
  host String COMMENT 'unique, never changes',
  display_name String,
  public_key String COMMENT 'Ed25519, hex',
  machine_hash String COMMENT 'sha256 of the machine id, hex',
  token_id String COMMENT 'the token it enrolled with, hex',
  labels Map(String, String),
  enrolled DateTime64(3, 'UTC'),
  revoked Nullable(DateTime64(3, 'UTC')),
  deleted Nullable(DateTime64(3, 'UTC')) COMMENT 'its key, its use of a token and its host name stay taken',
  key_since DateTime64(3, 'UTC') COMMENT 'when the present key came',
  next_public_key String COMMENT 'a key that is about to replace it; empty = none',
  key_asked Nullable(DateTime64(3, 'UTC')) COMMENT 'since when somebody wants a new key',
  key_token_id String COMMENT 'the token of its last re-enrolment; empty = none',
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY agent_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
