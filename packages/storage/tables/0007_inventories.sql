CREATE TABLE IF NOT EXISTS inventories
(
  agent_id UUID,
  host String,
  received DateTime64(3, 'UTC'),
  hostname String,
  os String,
  kernel String,
  arch String,
  boot_id String,
  booted DateTime64(3, 'UTC'),
  cpu_model String,
  cpu_cores UInt32 COMMENT 'logical',
  cpu_physical_cores UInt32,
  cpu_sockets UInt32,
  memory_bytes UInt64,
  virtualisation String,
  manufacturer String,
  model String,
  cloud String COMMENT 'where the host runs, from firmware',
  container String COMMENT 'what container engines leave',
  disks Nested(name String, model String, size_bytes UInt64, type String),
  interfaces Nested(name String, mac String, addresses Array(String), speed_mbit UInt32),
  gpus Array(String),
  agent_version String,
  node_version String
)
ENGINE = ReplacingMergeTree(received)
ORDER BY agent_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
