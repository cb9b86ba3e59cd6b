// `pnpm bench audit [--rows 20000000] [--hosts 20] [--json]`: how long `hostwire audit` takes over so many samples, one a second
// and host, and what ClickHouse reads for it. The rows have no measured values: audit does not read those.
import { parseArgs } from 'node:util';
import { defaultSchedule } from '@hostwire/protocol';
import { type Database, readAudit } from '@hostwire/storage';
import { BenchDatabase } from './bench-database.ts';
import { print } from './report.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000000' },
    hosts: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
  },
});
const hosts = Number(values.hosts);
const secondsPerHost = Math.ceil(Number(values.rows) / hosts);
const samplesPerBatch = 5;
const secondsPerDay = 86_400;
const start = Date.UTC(2026, 0, 1);

/** One day of every host. */
const insertDay = `
INSERT INTO samples (agent_id, host, epoch, seq, idx, kind, batch_hash, day, ts, recv_ts, mono_ms, interval_ms)
WITH {day:UInt32} * ${secondsPerDay} + intDiv(number, {hosts:UInt32}) AS second, number % {hosts:UInt32} AS host_number
SELECT
  reinterpretAsUUID(sipHash128(host_number)), concat('host-', toString(host_number)), host_number + 1,
  intDiv(second, ${samplesPerBatch}) + 1, second % ${samplesPerBatch}, 'sample',
  if(second % ${samplesPerBatch} = 0, sipHash64(host_number, intDiv(second, ${samplesPerBatch})), 0),
  toDate('2026-01-01') + {day:UInt32}, toDateTime64('2026-01-01', 3, 'UTC') + toIntervalSecond(second) AS at, at, second * 1000, if(second = 0, 0, 1000)
FROM numbers(toUInt64(least(${secondsPerDay}, {seconds:UInt32} - {day:UInt32} * ${secondsPerDay})) * {hosts:UInt32})`;

const bench = await BenchDatabase.start('audit');
try {
  const { db } = bench;
  await dropMeasuredColumns(db);
  for (let day = 0; day * secondsPerDay < secondsPerHost; day++)
    await db.command(insertDay, { day, hosts, seconds: secondsPerHost });
  const nowMs = start + secondsPerHost * 1000;
  const whole = await timed(() => readAudit(db, { schedule: () => defaultSchedule, nowMs }));
  const lastDay = await timed(() =>
    readAudit(db, { schedule: () => defaultSchedule, nowMs, sinceMs: nowMs - secondsPerDay * 1000 }),
  );
  await db.command('SYSTEM FLUSH LOGS').catch(() => undefined);
  print(
    {
      rows: whole.result.epochs.reduce((sum, { samples }) => sum + samples, 0),
      hosts: whole.result.hosts.length,
      findings: whole.result.epochs.filter(({ missing, repeated }) => missing.length + repeated.length > 0)
        .length,
      seconds: whole.seconds,
      rows_per_second: (secondsPerHost * hosts) / whole.seconds,
      last_day_seconds: lastDay.seconds,
      billion_rows_seconds: (whole.seconds * 1e9) / (secondsPerHost * hosts),
    },
    values.json,
  );
} finally {
  await bench.stop();
}

/** So that making the rows takes minutes, not hours. What audit reads is as it was. */
async function dropMeasuredColumns(db: Database): Promise<void> {
  const columns = await db.query<{ name: string }>(
    `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'samples' AND type LIKE '%Tuple(%'`,
  );
  await db.command(`ALTER TABLE samples ${columns.map(({ name }) => `DROP COLUMN \`${name}\``).join(', ')}`);
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; seconds: number }> {
  const began = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - began) / 1000 };
}
