CREATE TABLE IF NOT EXISTS agent_identities
(
  agent_id UUID,
  facts Map(String, String) COMMENT 'what tells its machine from others: machine_hash, first_mac, root_fs_uuid, dmi_uuid_hash',
  locked Array(Tuple(boot_id String, facts Map(String, String))) COMMENT 'machines that are kept out: they use the identity of another',
  cloned Nullable(DateTime64(3, 'UTC')) COMMENT 'since when the identity seems to be in use twice',
  detail String COMMENT 'why',
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY agent_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
