CREATE TABLE IF NOT EXISTS alert_deliveries
(
  event_id UUID,
  channel LowCardinality(String),
  outcome Enum8('delivered' = 0, 'failed' = 1),
  attempts UInt32,
  ts DateTime64(3, 'UTC'),
  detail String
)
ENGINE = MergeTree
ORDER BY (event_id, channel, ts)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
