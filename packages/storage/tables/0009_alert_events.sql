-- What happened to every alert, and which weekly reports were sent (reported). The current state is the newest of pending, firing and resolved by (rule, host, device).
CREATE TABLE IF NOT EXISTS alert_events
(
  id UUID,
  rule LowCardinality(String),
  host LowCardinality(String),
  device LowCardinality(String) COMMENT 'empty: the host as a whole',
  state Enum8('pending' = 0, 'firing' = 1, 'resolved' = 2, 'acknowledged' = 3, 'reminded' = 4, 'escalated' = 5, 'would_fire' = 6, 'reported' = 7),
  ts DateTime64(3, 'UTC'),
  since DateTime64(3, 'UTC') COMMENT 'when the condition became true',
  severity LowCardinality(String),
  value Float64,
  threshold Nullable(Float64),
  summary String,
  actor String COMMENT 'who acknowledged it',
  note String COMMENT 'what they said; why the alert was not sent'
)
ENGINE = MergeTree
ORDER BY (rule, host, device, ts)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
