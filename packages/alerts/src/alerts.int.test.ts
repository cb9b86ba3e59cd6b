/** Rules, life, silences and delivery together, with a real ClickHouse and a receiver. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock } from '@hostwire/runtime';
import { migrate, type Database } from '@hostwire/storage';
import { startTestDatabase, tableRow, type TestDatabase } from '@hostwire/testing/storage';
import { HttpReceiver, removeFolder, silentLogger, waitFor } from '@hostwire/testing';
import { Alerts } from './alerts.ts';
import { openPlan } from './delivery/routes.ts';
import { defaultRules } from './rules/defaults/index.ts';
import { ruleSchema, type Rule } from './rules/rule.ts';
import { TestFleet } from '@hostwire/testing/alerts';

const tables = ['alert_events', 'alert_deliveries', 'alert_rules', 'alert_silences', 'samples'];
let server: TestDatabase;
let db: Database;
let folder: string;
let receiver: HttpReceiver;
let fleet: TestFleet;
let alerts: Alerts;
let nowMs = Date.UTC(2026, 0, 5, 12);
const clock: Clock = { nowMs: () => nowMs, monoMs: () => performance.now() };

const tested = defaultRules.filter(({ id }) => ['host_silent', 'filesystem_nearly_full'].includes(id));

function open(defaults: readonly Rule[] = tested): Alerts {
  const opened = openPlan({ channels: { hook: { type: 'webhook', url: receiver.url } } });
  if (!('plan' in opened)) throw new Error(opened.problems.join());
  return new Alerts({
    ...{ db, rulesDb: db, clock, logger: silentLogger, fleet, plan: opened.plan },
    defaults,
    holder: 'test',
    outagePath: join(folder, 'outage.json'),
    webUrl: () => 'http://hostwire:4680',
    intervalMs: 3_600_000, // rounds are by hand
    outageCheckMs: 3_600_000,
    groupIntervalMs: 0,
    backoff: { baseMs: 1, capMs: 5 },
  });
}

/** As after a restart of the collector. */
async function restart(): Promise<void> {
  await alerts.stop();
  alerts = open();
  await alerts.start();
  await waitFor('the first round', () => alerts.health().evaluatedMs !== null);
}

const notified = () =>
  receiver.received.map(({ body }) => {
    const { state, rule, count } = JSON.parse(body) as { state: string; rule: string; count: number };
    return `${rule} ${state} ${count}`;
  });

/** A file system of each host that is this full, sampled now; then a round. */
async function round(usedPct: number, hosts = [...fleet.watched.keys()]): Promise<void> {
  const ts = (nowMs / 1000).toFixed(3);
  const size = 1_000_000_000;
  const free = Math.round(size * (1 - usedPct / 100));
  const rows = hosts.map((host) => {
    fleet.heardMs.set(host, nowMs);
    const key = {
      agent_id: '00000000-0000-4000-8000-000000000001',
      host,
      epoch: 1,
      seq: nowMs,
      kind: 'sample',
    };
    const files = {
      'filesystem.name': ['/var'],
      'filesystem.size_bytes': [size],
      'filesystem.free_bytes': [free],
      'filesystem.available_bytes': [free],
      'filesystem.read_only': [0],
    };
    return tableRow({ ...key, day: '2026-01-05', ts, recv_ts: ts, interval_ms: 10_000, ...files });
  });
  if (rows.length > 0) await db.insertRows('samples', rows);
  await alerts.evaluate();
  nowMs += 10_000;
}

async function rounds(count: number, usedPct: number, hosts?: string[]): Promise<void> {
  for (let i = 0; i < count; i++) await round(usedPct, hosts);
}

beforeAll(async () => {
  server = await startTestDatabase();
  db = server.db;
  await migrate(db);
  folder = await mkdtemp(join(tmpdir(), 'hostwire-alerts-'));
});
afterAll(async () => {
  await server.stop();
  await removeFolder(folder);
});
beforeEach(async () => {
  for (const table of tables) await db.command(`TRUNCATE TABLE ${table}`);
  nowMs = Date.UTC(2026, 0, 5, 12);
  receiver = await new HttpReceiver().start();
  fleet = new TestFleet();
  fleet.add('web1', { env: 'prod' });
  alerts = open();
  await alerts.start();
  await waitFor('the first round', () => alerts.health().evaluatedMs !== null);
});
afterEach(async () => {
  await alerts.stop();
  await receiver.stop();
});

test('every default rule can be evaluated, and a quiet host is quiet', async () => {
  await alerts.stop();
  alerts = open(defaultRules);
  await rounds(2, 40);
  expect(alerts.health()).toMatchObject({ isBlind: false, ruleErrors: [] });
  expect(alerts.active()).toEqual([]);
});

test('fires once, across restarts, and is resolved once', async () => {
  await rounds(9, 92);
  await waitFor('message 1', () => receiver.received.length === 1);
  const body = JSON.parse(receiver.received[0]!.body) as Record<string, unknown>;
  expect(body).toMatchObject({
    rule: 'filesystem_nearly_full',
    host: 'web1',
    device: '/var',
    threshold: 90,
    severity: 'warning',
  });
  expect(body['chartPng']).toMatch(/^iVBORw0KGgo/);
  expect(Date.parse(String(body['since']))).toBeLessThan(Date.UTC(2026, 0, 5, 12, 0, 20));
  await restart();
  await rounds(3, 92);
  await rounds(14, 50);
  await waitFor('message 2', () => receiver.received.length === 2);
  await restart();
  await rounds(2, 50);
  expect(notified()).toEqual(['filesystem_nearly_full firing 1', 'filesystem_nearly_full resolved 1']);
});

test('hosts that fire together are one message', async () => {
  for (let i = 0; i < 300; i++) fleet.add(`host${i}`);
  await rounds(9, 92);
  await waitFor('message 1', () => receiver.received.length === 1);
  expect(notified()).toEqual(['filesystem_nearly_full firing 301']);
  expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({
    title: '301 hosts: filesystem_nearly_full',
  });
});

test('a silence mutes, and what still fires is told when it ends', async () => {
  const silence = await alerts.silences.add(
    { label: 'env=prod', untilMs: nowMs + 86_400_000, reason: 'a disk is copied' },
    { actor: 'ann' },
  );
  await rounds(9, 92);
  expect(alerts.active()).toMatchObject([{ state: 'firing', mutedBy: `silence ${silence.id}` }]);
  expect(notified()).toEqual([]);
  await alerts.silences.end(silence.id, { actor: 'ann' });
  await rounds(1, 92);
  await waitFor('message 1', () => receiver.received.length === 1);
  expect(notified()).toEqual(['filesystem_nearly_full firing 1']);
});

test('an acknowledged alert is not told again, another one is', async () => {
  await rounds(9, 92);
  await waitFor('message 1', () => receiver.received.length === 1);
  nowMs += 14_400_000;
  await rounds(1, 92);
  await waitFor('message 2', () => receiver.received.length === 2);
  await alerts.acknowledge(alerts.active()[0]!.id, { actor: 'ann', note: 'cleaning up' });
  await waitFor('message 3', () => receiver.received.length === 3);
  nowMs += 14_400_000;
  await rounds(2, 92);
  expect(notified().map((line) => line.split(' ')[1])).toEqual(['firing', 'reminded', 'acknowledged']);
  expect(await alerts.history({ limit: 10 })).toMatchObject([
    { state: 'firing', acknowledgedBy: 'ann', note: 'cleaning up' },
  ]);
});

test('a host that nothing comes of is silent; while ingest is stalled nobody is', async () => {
  fleet.add('web2');
  await rounds(10, 40);
  fleet.health = { stalledSinceMs: nowMs, reason: 'the disk is full' };
  await rounds(12, 40, []);
  expect(alerts.active()).toEqual([]);
  expect(alerts.health()).toMatchObject({ isBlind: true, reason: 'the disk is full' });
  fleet.health = { stalledSinceMs: null, reason: '' };
  await rounds(4, 40, ['web1']);
  expect(alerts.active()).toEqual([]);
  await rounds(12, 40, ['web1']);
  expect(alerts.active()).toMatchObject([{ rule: 'host_silent', host: 'web2', state: 'firing' }]);
});

test('a rule of SQL, a changed default and a broken rule', async () => {
  const sql = `SELECT host, mount AS device, used_pct AS value FROM filesystem WHERE ts > {from} AND ts <= {now}`;
  await alerts.rules.set(
    [
      ruleSchema.parse({
        id: 'mine',
        kind: 'sql',
        sql,
        above: 30,
        every: '10s',
        summary: '{device} of {host}: {value}',
      }),
      ruleSchema.parse({ id: 'broken', kind: 'sql', sql: 'SELECT nothing', above: 1, summary: 's' }),
      { ...alerts.rules.find('filesystem_nearly_full')!, enabled: false },
    ],
    { actor: 'ann' },
  );
  await rounds(9, 92);
  const rules = alerts.active().map(({ rule, summary }) => [rule, summary]);
  expect(rules).toEqual([['mine', '/var of web1: 92']]);
  expect(alerts.health().ruleErrors).toMatchObject([{ rule: 'broken' }]);
});

test('a preview says what would have fired', async () => {
  const fromMs = nowMs;
  await rounds(20, 92);
  await rounds(20, 50);
  const rule = { ...alerts.rules.find('filesystem_nearly_full')!, window: 10_000 };
  const preview = await alerts.preview({ rule, fromMs, toMs: nowMs });
  expect(preview).toMatchObject({ total: 1, alerts: [{ host: 'web1', device: '/var', value: 92 }] });
  expect(preview.alerts[0]!.resolvedMs).toBe(fromMs + 200_000);
});
