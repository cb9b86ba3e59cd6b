-- How many things an agent cannot read at present.
ALTER TABLE samples
  ADD COLUMN IF NOT EXISTS agent_troubles Nullable(UInt64) CODEC(ZSTD(1))
