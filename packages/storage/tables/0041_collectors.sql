-- Collectors of this database, the newest word of each. They say it twice a minute; who is gone is known by its silence.
CREATE TABLE IF NOT EXISTS collectors
(
  collector String COMMENT 'its host and data folder: the same after a restart',
  process String COMMENT 'as holder of leases: host/pid',
  version LowCardinality(String),
  started DateTime64(3, 'UTC'),
  seen DateTime64(3, 'UTC'),
  gateway String COMMENT 'where agents reach it',
  agents UInt32 COMMENT 'connected',
  samples_per_s Float64 COMMENT 'committed since the word before',
  delay_p50_ms Nullable(Float64) COMMENT 'from the arrival of a batch until it is committed',
  delay_p99_ms Nullable(Float64)
)
ENGINE = ReplacingMergeTree(seen)
ORDER BY collector
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
