// `pnpm bench month [--hosts 1000] [--days 30] [--json]`: what the pages ask about weeks of many hosts, of which minutes and hours are
// there (put straight into the roll-ups): median of several, and the CPU of ClickHouse. Exit code 1 when an answer takes longer
// than it may.
import { parseArgs } from 'node:util';
import {
  chartNames,
  type Database,
  readCharts,
  readMeasuredDays,
  readUsage,
  readUsageReport,
  stepFor,
} from '@hostwire/storage';
import { waitFor } from '../harness/wait.ts';
import { BenchDatabase } from './bench-database.ts';
import { median } from './asked.ts';
import { print } from './report.ts';

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '1000' },
    days: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
});
const hosts = Number(values.hosts);
const days = Number(values.days);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const endMs = Math.floor(Date.now() / dayMs) * dayMs;
const startMs = endMs - days * dayMs;
const points = 600;
const mergeLimitMs = 1_200_000;
const limitsMs = { month: 1_000, dayOfFleet: 500 };

/** Devices of each group whose roll-ups are filled. */
const groups: Readonly<Record<string, readonly string[]>> = {
  cpu: [''],
  memory: [''],
  load: [''],
  disk: ['sda'],
  network: ['eth0'],
  filesystem: ['/'],
};
const levels = [
  { suffix: '1m', windowS: 60 },
  { suffix: '1h', windowS: 3_600 },
] as const;

const bench = await BenchDatabase.start('month');
try {
  const { db, pid } = bench;
  for (const level of levels) await fill(db, level);
  await waitFor('nothing is merged any more', mergeLimitMs, async () => {
    const [row] = await db.query<{ merges: number }>('SELECT count() AS merges FROM system.merges');
    return row?.merges === 0;
  });
  const { partitions } = await readUsage(db);
  const figures: Record<string, number> = {
    hosts,
    days,
    rows: partitions.reduce((sum, { rows }) => sum + rows, 0),
    stored_mib: partitions.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20,
  };
  const last = (length: number) => ({ fromMs: endMs - length * dayMs, toMs: endMs });
  const ofFleet = (view: string, length: number) =>
    `SELECT ts, avg(busy_pct) AS v FROM ${view} WHERE ts >= ${startOf(length)} GROUP BY ts ORDER BY ts`;
  const ofHost = (length: number) => {
    const range = last(length);
    return readCharts(db, {
      ...{ host: 'host-00007', ...range, charts: chartNames, stepMs: stepFor(range, points) },
    });
  };
  const questions: Readonly<Record<string, { ask: () => Promise<unknown>; limitMs: number }>> = {
    fleet_24h: { ask: () => db.query(ofFleet('cpu_1m', 1)), limitMs: limitsMs.dayOfFleet },
    fleet_30d: { ask: () => db.query(ofFleet('cpu_1h', days)), limitMs: limitsMs.month },
    fleet_top_memory_30d: {
      ask: () =>
        db.query(
          `SELECT host, max(used_pct) AS v FROM memory_1h WHERE ts >= ${startOf(days)} GROUP BY host ORDER BY v DESC LIMIT 10`,
        ),
      limitMs: limitsMs.month,
    },
    fleet_report_30d: { ask: () => readUsageReport(db, last(days)), limitMs: limitsMs.month },
    fleet_availability_30d: { ask: () => readMeasuredDays(db, last(days)), limitMs: limitsMs.month },
    host_all_charts_7d: { ask: () => ofHost(Math.min(7, days)), limitMs: limitsMs.month },
    host_all_charts_30d: { ask: () => ofHost(days), limitMs: limitsMs.month },
  };
  const late: string[] = [];
  for (const [name, { ask, limitMs }] of Object.entries(questions)) {
    const { ms, cpuMs } = await median(pid, ask);
    figures[`${name}_ms`] = ms;
    figures[`${name}_cpu_ms`] = cpuMs;
    if (ms > limitMs) late.push(`${name} takes ${Math.round(ms)} ms, not ${limitMs}`);
  }
  print(figures, values.json);
  for (const complaint of late) process.stderr.write(`failed: ${complaint}\n`);
  if (late.length > 0) process.exitCode = 1;
} finally {
  await bench.stop();
}

function startOf(length: number): string {
  return `toDateTime(${(endMs - length * dayMs) / 1_000})`;
}

async function fill(db: Database, { suffix, windowS }: (typeof levels)[number]): Promise<void> {
  for (const [group, devices] of Object.entries(groups)) {
    const table = `rollup_${group}_${suffix}`;
    const columns = await db.query<{ name: string; type: string }>(
      'SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String}',
      { table },
    );
    const texts = columns.filter(({ name, type }) => /String/.test(type) && name !== 'host');
    const measured = columns.map(({ name }) => name).filter((name) => isFilled(group, name));
    const names = ['host', 'ts', ...texts.map(({ name }) => name), 'samples', 'version', ...measured];
    const selected = [
      "concat('host-', leftPad(toString(h), 5, '0'))",
      `toDateTime({from_s:UInt32} + step * ${windowS})`,
      ...texts.map(({ name }) => (name === 'name' ? 'device' : "'ext4'")),
      `${windowS}`,
      '1',
      ...measured.map((name) => expressionOf(name, windowS)),
    ];
    const steps = dayMs / 1_000 / windowS;
    const sql = `INSERT INTO ${table} (${names.join(', ')})
      WITH intDiv(number, ${steps}) AS h, number % ${steps} AS step, cityHash64(h, step, {from_s:UInt32}) % 1000 AS noise,
        arrayJoin({devices:Array(String)}) AS device
      SELECT ${selected.join(', ')} FROM numbers({rows:UInt64})`;
    for (let day = 0; day < days; day++)
      await db.command(sql, { devices, from_s: startMs / 1_000 + day * 86_400, rows: steps * hosts });
  }
}

/** Of memory, which has most columns, what charts show. */
function isFilled(group: string, column: string): boolean {
  if (['host', 'ts', 'samples', 'version', 'name'].includes(column)) return false;
  if (/^(device|type|kind|parent)$/.test(column)) return false;
  return (
    group !== 'memory' ||
    /^(total|free|available|cached|buffers|swap_total|swap_free)_|^interval/.test(column)
  );
}

/** Sums, averages, lowest and highest that fit together; counters grow by what is between nothing and twice a second's share. */
function expressionOf(column: string, windowS: number): string {
  if (column === 'interval_ms') return `${1_000 * windowS}`;
  if (column.endsWith('_count')) return `${windowS}`;
  const base =
    column.startsWith('total') || column.startsWith('size') ? '4096 * 4000' : '4096 * (500 + noise)';
  if (column.endsWith('_sum')) return `${windowS} * ${base}`;
  if (column.endsWith('_min')) return base.replace('500', '400');
  if (column.endsWith('_max')) return base.replace('500', '700');
  if (column === 'idle_ms') return `${windowS} * (4000 - noise)`;
  return `intDiv(${windowS} * noise, 4)`;
}
