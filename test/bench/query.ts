// `pnpm bench query [--hosts 1000] [--hours 24] [--json]`: what the questions behind the pages take, over samples of so many hosts,
// one in ten seconds of a tenth of them and one a minute of the others, and their roll-ups: median of several, and the CPU of ClickHouse.
import { parseArgs } from 'node:util';
import { type Database, readCharts, readFleet, rollUp } from '@hostwire/storage';
import { BenchDatabase } from './bench-database.ts';
import { median, timed } from './asked.ts';
import { print } from './report.ts';

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '1000' },
    hours: { type: 'string', default: '24' },
    json: { type: 'boolean', default: false },
  },
});
const hosts = Number(values.hosts);
const hours = Number(values.hours);
const hourMs = 3_600_000;
const endMs = Math.floor(Date.now() / hourMs) * hourMs;
const startMs = endMs - hours * hourMs;

/** One hour of every host of the group: columns as in samples, values that scatter around a level of the host. */
const insertHour = `
INSERT INTO samples (agent_id, host, epoch, seq, idx, kind, batch_hash, day, ts, recv_ts, mono_ms, interval_ms, cpu, memory, disk_text, disk)
WITH
  {first:UInt32} + number % {hosts:UInt32} AS h,
  intDiv(number, {hosts:UInt32}) AS step,
  fromUnixTimestamp64Milli({from_ms:Int64} + step * {interval:UInt32}) AS at,
  cityHash64(h, at) % 1000 AS noise,
  4 * {interval:UInt32} AS ticks
SELECT
  reinterpretAsUUID(sipHash128(h)), concat('host-', leftPad(toString(h), 5, '0')), h + 1, {seq:UInt64} + step, 0, 'sample', noise,
  toDate(at), at, at, {seq:UInt64} + step, {interval:UInt32},
  (noise, 0, noise % 77, ticks - noise - noise % 77, 0, 0, 0, 0, 0, 0, 4, noise * 9, noise * 5, 1, 1, 0),
  (8589934592, 4096 * noise, 4096 * (1000 + noise), 4096, 4096 * noise, 0, 0, 0, 0, 0, 0, 0, 4096 * noise, 0, 0, 0, 0, 0, 0, 0, noise, 0, 0, 0, 0),
  [('sda', 'disk', '')], [(noise, noise * 512, noise, noise, noise * 512, noise, 0, 0, 0, 0, noise, noise)]
FROM numbers({rows:UInt64})`;

const groups = [
  { first: 0, hosts: Math.max(1, Math.round(hosts / 10)), interval: 10_000 },
  {
    first: Math.max(1, Math.round(hosts / 10)),
    hosts: hosts - Math.max(1, Math.round(hosts / 10)),
    interval: 60_000,
  },
];

const bench = await BenchDatabase.start('query');
try {
  const { db, pid } = bench;
  await db.command(
    `INSERT INTO agents (agent_id, host, display_name, enrolled, version)
    SELECT reinterpretAsUUID(sipHash128(toUInt64(number))), concat('host-', leftPad(toString(number), 5, '0')) AS host, host, now64(3), 1
    FROM numbers({hosts:UInt32})`,
    { hosts },
  );
  for (let hour = 0; hour < hours; hour++) await fill(db, hour);
  const rollupMs = (await timed(pid, () => rollUp(db, { holder: 'bench', leaseMs: 1, nowMs: endMs }))).ms;
  const day = { host: 'host-00000', fromMs: endMs - 24 * hourMs, toMs: endMs };
  const questions: Readonly<Record<string, () => Promise<unknown>>> = {
    fleet_now: () => readFleet(db, { nowMs: endMs }),
    host_24h: () => readCharts(db, { ...day, charts: ['cpu', 'memory', 'disk_throughput'], stepMs: 300_000 }),
    host_30d: () =>
      readCharts(db, { ...day, fromMs: endMs - 720 * hourMs, charts: ['cpu', 'memory'], stepMs: 7_200_000 }),
    fleet_24h: () =>
      db.query(
        'SELECT toStartOfMinute(ts) AS t, avg(busy_pct) AS v FROM cpu WHERE ts >= now() - 86400 GROUP BY t ORDER BY t',
      ),
    fleet_24h_rolled_up: () =>
      db.query('SELECT ts, avg(busy_pct) AS v FROM cpu_1m WHERE ts >= now() - 86400 GROUP BY ts ORDER BY ts'),
    top_memory: () =>
      db.query(
        'SELECT host, argMax(used_pct, ts) AS v FROM memory WHERE ts >= now() - 7200 GROUP BY host ORDER BY v DESC LIMIT 10',
      ),
  };
  const figures: Record<string, number> = { hosts, hours, roll_up_ms: rollupMs };
  for (const [name, ask] of Object.entries(questions)) {
    const { ms, cpuMs } = await median(pid, ask);
    figures[`${name}_ms`] = ms;
    figures[`${name}_cpu_ms`] = cpuMs;
  }
  print(figures, values.json);
} finally {
  await bench.stop();
}

async function fill(db: Database, hour: number): Promise<void> {
  for (const { first, hosts: count, interval } of groups) {
    const steps = hourMs / interval;
    if (count === 0) continue;
    await db.command(
      insertHour,
      {
        first,
        hosts: count,
        interval,
        seq: hour * steps + 1,
        from_ms: startMs + hour * hourMs,
        rows: steps * count,
      },
      { max_partitions_per_insert_block: '2' },
    );
  }
}
