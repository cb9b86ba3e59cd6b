-- The queue of what channels are to be told, and what became of it: a row when it is queued, one per step from then on.
CREATE TABLE IF NOT EXISTS alert_deliveries
(
  event_id UUID,
  channel LowCardinality(String),
  outcome Enum8('queued' = 0, 'sending' = 1, 'failed' = 2, 'delivered' = 3, 'refused' = 4),
  attempts UInt32,
  message_id String COMMENT 'of the message that the event went out in; the same at every attempt',
  ts DateTime64(3, 'UTC'),
  detail String
)
ENGINE = MergeTree
ORDER BY (event_id, channel, ts)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
