-- What `hostwire audit` asks of every row, kept beside the rows: it then reads a few rows per host and day instead of all.
-- The expressions are those of storage/queries/audit.ts, which must repeat them. The bitmaps take about one bit per sample.
ALTER TABLE samples ADD PROJECTION IF NOT EXISTS audit
(
  SELECT
    host,
    agent_id,
    epoch,
    day,
    min(if(kind = 'sample', seq, gap_first_seq)),
    max(seq),
    min(recv_ts),
    countIf(kind = 'sample'),
    countIf(kind != 'sample'),
    groupBitmapIf(bitOr(bitShiftLeft(toUInt64(idx), 40), seq), kind = 'sample'),
    groupBitmapIf(seq, kind = 'sample'),
    minIf(ts, kind = 'sample'),
    maxIf(ts, kind = 'sample'),
    quantileTDigestIf(0.05)(interval_ms, kind = 'sample' AND interval_ms > 0),
    quantileTDigestIf(0.5)(interval_ms, kind = 'sample' AND interval_ms > 0),
    maxIf(interval_ms, kind = 'sample'),
    sumIf(interval_ms, kind = 'sample'),
    countIf(kind = 'sample' AND interval_ms = 0),
    sumIf(toInt128(seq) - gap_first_seq + 1, kind != 'sample'),
    sumIf(toInt128(seq), kind = 'sample' AND idx = 0),
    sumIf((toInt128(gap_first_seq) + seq) * (toInt128(seq) - gap_first_seq + 1), kind != 'sample')
  GROUP BY host, agent_id, epoch, day
)
