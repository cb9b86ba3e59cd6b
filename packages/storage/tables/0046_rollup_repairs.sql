-- Parts of roll-ups that ClickHouse set aside and whose windows were computed again, as far as what they are made of is there.
CREATE TABLE IF NOT EXISTS rollup_repairs
(
  table_name String,
  part String COMMENT 'in the folder `detached`',
  set_aside DateTime COMMENT 'its modification time: a name may come again',
  lost_from Nullable(DateTime('UTC')) COMMENT 'windows that nothing is left to compute from; NULL: none',
  lost_to Nullable(DateTime('UTC')) COMMENT 'exclusive',
  repaired DateTime DEFAULT now()
)
ENGINE = ReplacingMergeTree(repaired)
ORDER BY (table_name, part, set_aside)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0
