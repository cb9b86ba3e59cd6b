/** Outlook, what changed and report, over hours of samples in a real ClickHouse. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate, type Database } from '@hostwire/storage';
import { startTestDatabase, tableRow, type TestDatabase } from '@hostwire/testing/storage';
import { readReport } from '../report/report.ts';
import { reportPage } from '../report/report-page.ts';
import { readHostOutlook } from './host-outlook.ts';
import { readWhatChanged } from './what-changed.ts';

const nowMs = Date.UTC(2026, 0, 5, 12);
const hourMs = 3_600_000;
const stepMs = 60_000;
const spike = { fromMs: nowMs - 1_800_000, toMs: nowMs - 1_200_000 };
const hosts = ['web1', 'web2', 'web3', 'web4', 'idle<1>'];
let server: TestDatabase;
let db: Database;

/** web1 fills; web1 and web2 have a spike of CPU; all web hosts have the label role=web. */
function rowOf(index: number, tsMs: number): Record<string, unknown> {
  const host = hosts[index]!;
  const isSpike = index < 2 && tsMs >= spike.fromMs && tsMs < spike.toMs;
  const busy = host.startsWith('idle') ? 0.5 : isSpike ? 95 : 20 + ((tsMs / stepMs) % 2);
  const ms = 4 * stepMs;
  const size = 1_000_000_000_000;
  const used = index === 0 ? Math.round(500e9 + ((tsMs - nowMs) / hourMs) * 10e9) : 300e9;
  const ts = (tsMs / 1000).toFixed(3);
  return tableRow({
    ...{ agent_id: `00000000-0000-4000-8000-00000000000${index}`, host, epoch: 1, seq: tsMs },
    ...{
      kind: 'sample',
      day: new Date(tsMs).toISOString().slice(0, 10),
      ts,
      recv_ts: ts,
      interval_ms: stepMs,
    },
    cpu_user_ms: Math.round((busy / 100) * ms),
    cpu_system_ms: 0,
    cpu_idle_ms: Math.round((1 - busy / 100) * ms),
    cpu_cores: 4,
    memory_total_bytes: 16e9,
    memory_available_bytes: 8e9,
    'filesystem.name': ['/'],
    'filesystem.size_bytes': [size],
    'filesystem.free_bytes': [size - used],
    'filesystem.available_bytes': [size - used],
    'filesystem.read_only': [0],
  });
}

beforeAll(async () => {
  server = await startTestDatabase();
  db = server.db;
  await migrate(db);
  const rows: Record<string, unknown>[] = [];
  for (let tsMs = nowMs - 8 * hourMs; tsMs < nowMs; tsMs += stepMs)
    hosts.forEach((_, index) => rows.push(rowOf(index, tsMs)));
  await db.insertRows('samples', rows);
  const weekAgoMs = nowMs - 7 * 24 * hourMs;
  const earlier: Record<string, unknown>[] = [];
  for (let tsMs = weekAgoMs - 2 * hourMs; tsMs < weekAgoMs + 2 * hourMs; tsMs += stepMs)
    earlier.push({ ...rowOf(2, tsMs), seq: tsMs, day: new Date(tsMs).toISOString().slice(0, 10) });
  await db.insertRows('samples', earlier);
  await db.insertRows(
    'agents',
    hosts.slice(0, 4).map((host, index) => ({
      agent_id: `00000000-0000-4000-8000-00000000000${index}`,
      host,
      display_name: host,
      public_key: '',
      labels: { role: 'web' },
      enrolled: '2026-01-01 00:00:00',
      version: 1,
    })),
  );
});
afterAll(() => server.stop());

test('a file system that fills at an even rate, one that does not, and what is usual', async () => {
  const at = { labels: { role: 'web' }, nowMs };
  const full = await readHostOutlook(db, { host: 'web1', ...at });
  expect(full.filesystems).toMatchObject([{ mount: '/', limitBytes: 1e12 }]);
  expect(full.filesystems[0]!.hoursToFull).toBeGreaterThan(45);
  expect(full.filesystems[0]!.hoursToFull).toBeLessThan(55);
  const calm = await readHostOutlook(db, { host: 'web3', ...at });
  expect(calm.filesystems).toMatchObject([{ mount: '/', hoursToFull: null }]);
  const cpu = calm.baseline.find(({ name }) => name === 'CPU busy');
  expect(Math.abs(cpu!.score)).toBeLessThan(2);
  expect(cpu!.usual).toBeCloseTo(20.5, 0);
});

test('the view says the same of the last six hours', async () => {
  const realMs = Date.now();
  const rows = Array.from({ length: 6 * 60 }, (_, minute) => {
    const tsMs = realMs - minute * stepMs;
    return { ...rowOf(0, nowMs - minute * stepMs), ...timesOf(tsMs), host: 'live' };
  });
  for (const day of new Set(rows.map((row) => row.day)))
    await db.insertRows(
      'samples',
      rows.filter((row) => row.day === day),
    );
  const [found] = await db.query<{ mount: string; hours_to_full: number }>(
    `SELECT mount, hours_to_full FROM filesystem_outlook WHERE host = 'live'`,
  );
  expect(found!.mount).toBe('/');
  expect(Math.abs(found!.hours_to_full - 50)).toBeLessThan(1);
});

function timesOf(tsMs: number): { readonly day: string; readonly ts: string; readonly recv_ts: string } {
  const ts = (tsMs / 1000).toFixed(3);
  return { day: new Date(tsMs).toISOString().slice(0, 10), ts, recv_ts: ts };
}

test('a host unlike its peers', async () => {
  const atMs = spike.toMs - 60_000;
  const { peers } = await readHostOutlook(db, { host: 'web1', labels: { role: 'web' }, nowMs: atMs });
  const calm = await readHostOutlook(db, { host: 'web3', labels: { role: 'web' }, nowMs: atMs });
  const cpuOf = (compared: typeof peers) => compared.find(({ name }) => name === 'CPU busy');
  expect(cpuOf(peers)).toMatchObject({ label: 'role=web' });
  expect(cpuOf(peers)!.now).toBeGreaterThan(60);
  expect(cpuOf(peers)!.score).toBeGreaterThan(cpuOf(calm.peers)!.score);
});

test('what changed in a range comes first, and who did the same is named', async () => {
  const { changes, elsewhere } = await readWhatChanged(db, { host: 'web1', ...spike });
  expect(changes[0]).toMatchObject({ chart: 'cpu', series: 'user' });
  expect(changes[0]!.during).toBeGreaterThan(90);
  expect(elsewhere).toMatchObject([{ chart: 'cpu', series: 'user', hosts: [{ host: 'web2' }] }]);
  const calm = { fromMs: nowMs - 4 * hourMs, toMs: nowMs - 4 * hourMs + 600_000 };
  expect(await readWhatChanged(db, { host: 'web1', ...calm })).toMatchObject({ changes: [], elsewhere: [] });
});

test('a report, and its page', async () => {
  const enrolledMs = new Map(hosts.map((host) => [host, nowMs - 4 * hourMs]));
  const report = await readReport(db, { fromMs: nowMs - 4 * hourMs, toMs: nowMs, enrolledMs });
  expect(report.hosts.map(({ host }) => host).sort()).toEqual([...hosts].sort());
  expect(
    report.busiest
      .slice(0, 2)
      .map(({ host }) => host)
      .sort(),
  ).toEqual(['web1', 'web2']);
  expect(report.idle.map(({ host }) => host)).toEqual(['idle<1>']);
  expect(report.growing).toMatchObject([{ host: 'web1', mount: '/' }]);
  expect(report.growing[0]!.daysToFull).toBeCloseTo(2.1, 0);
  expect(report.completeness.every(({ presentPct }) => presentPct > 99)).toBe(true);
  const page = reportPage(report);
  expect(page).toContain('idle&lt;1&gt;');
  expect(page).not.toMatch(/idle<1>|https?:\/\/|<script|<link/);
  const own = await readReport(db, { fromMs: nowMs - 4 * hourMs, toMs: nowMs, host: 'web3', enrolledMs });
  expect(own.hosts.map(({ host }) => host)).toEqual(['web3']);
});
