import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultSchedule } from '@hostwire/protocol';
import { createLogger } from '@hostwire/runtime';
import {
  migrate,
  StorageError,
  writeAgent,
  type AgentRow,
  type Database,
  type QueryRunner,
  type RowInserter,
} from '@hostwire/storage';
import { startTestDatabase, tableRow, type TestDatabase } from '@hostwire/storage/testing';
import { AlertEvaluator } from './alert-evaluator.ts';
import { alertRules } from './rules.ts';
import { WebhookDelivery, type WebhookBody } from './webhook-delivery.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const waitLimitMs = 10_000;

class HandClock {
  ms = Date.UTC(2026, 0, 1);
  nowMs = (): number => this.ms;
  monoMs = (): number => performance.now();
}

/** A database that can be taken away. */
class Outage implements QueryRunner, RowInserter {
  down = false;
  readonly #db: Database;
  constructor(db: Database) {
    this.#db = db;
  }
  async query<Row>(sql: string, params?: Readonly<Record<string, unknown>>): Promise<Row[]> {
    this.#check();
    return this.#db.query<Row>(sql, params);
  }
  async insertRows(table: string, rows: readonly object[]): Promise<void> {
    this.#check();
    await this.#db.insertRows(table, rows);
  }
  #check(): void {
    if (this.down) throw new StorageError('UNREACHABLE', 'taken away');
  }
}

interface Received {
  readonly body: WebhookBody;
  readonly eventId: string;
}

class Receiver {
  readonly received: Received[] = [];
  /** Statuses of the next answers; then 200. */
  readonly statuses: number[] = [];
  readonly #server: Server = createServer(
    (request, response) => void this.#take(request).then((status) => response.writeHead(status).end()),
  );

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as WebhookBody;
    this.received.push({ body, eventId: String(request.headers['x-hostwire-event-id']) });
    return this.statuses.shift() ?? 200;
  }
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + waitLimitMs;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`waited ${waitLimitMs} ms for: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

let server: TestDatabase;
let db: Outage;
let clock: HandClock;
let receiver: Receiver;
let url: string;
let delivery: WebhookDelivery;
let evaluator: AlertEvaluator;
let arriving: Set<string>;

function build(): void {
  delivery = new WebhookDelivery({
    url,
    db,
    clock,
    logger,
    webUrl: () => 'http://x:1/',
    backoff: { baseMs: 1, capMs: 5 },
  });
  evaluator = new AlertEvaluator({
    db,
    clock,
    logger,
    channels: [delivery],
    arriving: (host) => arriving.has(host),
    schedule: () => defaultSchedule,
  });
}

/** As a restart of the collector: nothing is left but the database. */
async function restart(): Promise<void> {
  await evaluator.stop();
  await delivery.stop();
  build();
  await delivery.start();
}

async function evaluateAt(ms: number): Promise<void> {
  clock.ms = ms;
  await evaluator.evaluate();
}

async function agent(
  host: string,
  { revokedMs = null, deletedMs = null }: Partial<Pick<AgentRow, 'revokedMs' | 'deletedMs'>> = {},
): Promise<void> {
  await writeAgent(server.db, {
    agentId: agentIdOf(host),
    host,
    displayName: host,
    publicKey: '',
    machineHash: '',
    tokenId: '',
    labels: {},
    enrolledMs: clock.ms,
    revokedMs,
    deletedMs,
    version: revokedMs === null ? 1 : 2,
  });
}

const agentIdOf = (host: string): string =>
  `00000000-0000-4000-8000-${Buffer.from(host.padEnd(6)).toString('hex')}`;

async function sample(
  host: string,
  atMs: number,
  columns: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const ts = (atMs / 1000).toFixed(3);
  const day = new Date(atMs).toISOString().slice(0, 10);
  await server.db.insertRows('samples', [
    tableRow({
      agent_id: agentIdOf(host),
      host,
      epoch: 1,
      seq: atMs,
      day,
      ts,
      recv_ts: ts,
      interval_ms: 1000,
      ...columns,
    }),
  ]);
}

const states = () =>
  evaluator
    .active()
    .map(({ rule, host, device, state }) =>
      [rule, host, device, state].filter((part) => part !== '').join(' '),
    );
const posted = () => receiver.received.map(({ body }) => `${body.rule} ${body.host} ${body.state}`);

beforeAll(async () => {
  server = await startTestDatabase();
  await migrate(server.db);
});
afterAll(() => server.stop());

beforeEach(async () => {
  for (const table of ['samples', 'agents', 'alert_events', 'alert_deliveries'])
    await server.db.command(`TRUNCATE TABLE ${table} SYNC`);
  clock = new HandClock();
  receiver = new Receiver();
  url = await receiver.start();
  db = new Outage(server.db);
  arriving = new Set();
  build();
  await delivery.start();
});
afterEach(async () => {
  await evaluator.stop();
  await delivery.stop();
  await receiver.stop();
});

describe('host_silent', () => {
  test('fires once and is resolved once, across restarts', async () => {
    const t0 = clock.ms;
    await agent('web');
    await sample('web', t0);
    await evaluateAt(t0 + 9_000);
    expect(states()).toEqual([]);
    await sample('web', t0 + 10_000);
    await evaluateAt(t0 + 23_000);
    expect(states()).toEqual(['host_silent web pending']);
    await restart();
    await evaluateAt(t0 + 26_000); // in its grace time: this collector has not seen the host
    expect(states()).toEqual(['host_silent web pending']);
    for (let s = 50; s <= 116; s += 22) await evaluateAt(t0 + s * 1_000);
    expect(states()).toEqual(['host_silent web firing']);
    await until('the webhook hears', () => receiver.received.length === 1);
    expect(receiver.received[0]).toMatchObject({
      body: {
        rule: 'host_silent',
        host: 'web',
        device: '',
        state: 'firing',
        severity: 'critical',
        url: 'http://x:1/hosts/web',
      },
    });

    await restart();
    await evaluateAt(t0 + 120_000);
    await evaluateAt(t0 + 130_000);
    expect(states()).toEqual(['host_silent web firing']);

    await sample('web', t0 + 139_000);
    await evaluateAt(t0 + 140_000);
    expect(states()).toEqual([]);
    await until('the webhook hears of the end', () => receiver.received.length === 2);
    await restart();
    await evaluateAt(t0 + 141_000);
    expect(posted()).toEqual(['host_silent web firing', 'host_silent web resolved']);
    expect(receiver.received[0]!.body.id).toBe(receiver.received[1]!.body.id);
    expect(receiver.received[0]!.eventId).not.toBe(receiver.received[1]!.eventId);
  });

  test('fires within 25 s of the last sample when the collector was there all the time', async () => {
    const t0 = clock.ms;
    await agent('web');
    await evaluateAt(t0);
    await sample('web', t0 + 5_001);
    await evaluateAt(t0 + 10_000);
    await evaluateAt(t0 + 20_000);
    expect(states()).toEqual(['host_silent web pending']);
    await evaluateAt(t0 + 30_000);
    expect(states()).toEqual(['host_silent web firing']);
  });

  test('does not count hosts that wait for their first sample, are revoked, or whose batches arrive', async () => {
    const t0 = clock.ms;
    await agent('new');
    await agent('gone', { revokedMs: t0 });
    await agent('slow');
    await sample('gone', t0);
    await sample('slow', t0);
    arriving.add('slow');
    await evaluateAt(t0);
    for (let s = 10; s <= 120; s += 10) await evaluateAt(t0 + s * 1_000);
    expect(states()).toEqual([]);
  });

  test('a revoked host is no longer silent', async () => {
    const t0 = clock.ms;
    await agent('web');
    await evaluateAt(t0);
    await sample('web', t0 + 1_000);
    await evaluateAt(t0 + 20_000);
    expect(states()).toEqual(['host_silent web firing']);
    await agent('web', { revokedMs: t0 + 21_000 });
    await evaluateAt(t0 + 30_000);
    expect(states()).toEqual([]);
  });
});

describe('a database that is away', () => {
  test('changes nothing, and hosts get time to come back', async () => {
    const t0 = clock.ms;
    await agent('web');
    await evaluateAt(t0);
    await sample('web', t0 + 1_000);
    await evaluateAt(t0 + 5_000);
    db.down = true;
    for (let s = 10; s <= 60; s += 10) await evaluateAt(t0 + s * 1_000);
    expect(states()).toEqual([]);
    db.down = false;
    await evaluateAt(t0 + 70_000);
    await evaluateAt(t0 + 80_000);
    expect(states()).toEqual([]);
    await sample('web', t0 + 85_000);
    await evaluateAt(t0 + 90_000);
    expect(states()).toEqual([]);
    expect(await server.db.query('SELECT * FROM alert_events')).toEqual([]);
  });

  test('between two changes loses none of them', async () => {
    const t0 = clock.ms;
    await agent('web');
    await evaluateAt(t0);
    await sample('web', t0 + 1_000);
    const insertRows = db.insertRows.bind(db);
    let failures = 1;
    db.insertRows = async (table, rows) => {
      await insertRows(table, rows);
      if (table === 'alert_events' && failures-- > 0)
        throw new StorageError('UNCERTAIN', 'the answer was lost'); // it was written
    };
    await evaluateAt(t0 + 20_000);
    expect(states()).toEqual([]);
    await evaluateAt(t0 + 25_000);
    expect(states()).toEqual(['host_silent web firing']);
    const [row] = await server.db.query<{ written: number; ids: number }>(
      'SELECT count() AS written, uniqExact(id) AS ids FROM alert_events',
    );
    expect(row).toEqual({ written: 2, ids: 1 });
    await until('the webhook hears', () => receiver.received.length > 0);
    await restart();
    await evaluateAt(t0 + 30_000);
    expect(posted()).toEqual(['host_silent web firing']);
  });
});

test('filesystem_nearly_full: from 90 %, back below 88 %, not when the host says nothing', async () => {
  const t0 = clock.ms;
  await agent('web');
  const disk = (atMs: number, usedPct: number) => {
    const sizes = {
      size_bytes: [1000, 1000],
      free_bytes: [1000 - usedPct * 10, 0],
      available_bytes: [1000 - usedPct * 10, 0],
      read_only: [0, 1],
    };
    const columns = {
      name: ['/', '/snap'],
      device: ['', ''],
      type: ['', ''],
      inodes_total: [null, null],
      inodes_free: [null, null],
      ...sizes,
    };
    return sample(
      'web',
      atMs,
      Object.fromEntries(Object.entries(columns).map(([name, values]) => [`filesystem.${name}`, values])),
    );
  };
  const filesystem = () => states().filter((state) => state.startsWith('filesystem'));
  await disk(t0, 90);
  await evaluateAt(t0);
  expect(filesystem()).toEqual(['filesystem_nearly_full web / pending']);
  await disk(t0 + 50_000, 91);
  await evaluateAt(t0 + 60_000);
  expect(filesystem()).toEqual(['filesystem_nearly_full web / firing']);
  expect(evaluator.active().find(({ device }) => device === '/')?.summary).toBe('/ on web is 91.0 % full');
  await evaluateAt(t0 + 200_000);
  expect(filesystem()).toEqual(['filesystem_nearly_full web / firing']);
  await disk(t0 + 205_000, 88.5);
  await evaluateAt(t0 + 210_000);
  expect(filesystem()).toEqual(['filesystem_nearly_full web / firing']);
  await disk(t0 + 215_000, 87);
  await evaluateAt(t0 + 220_000);
  expect(filesystem()).toEqual([]);
});

test('memory_nearly_exhausted: less than 5 % available for 30 s', async () => {
  const t0 = clock.ms;
  await agent('web');
  const memory = (atMs: number, available: number) =>
    sample('web', atMs, { memory_total_bytes: 1000, memory_available_bytes: available });
  const exhausted = () => states().filter((state) => state.startsWith('memory'));
  await memory(t0, 49);
  await evaluateAt(t0);
  await memory(t0 + 30_000, 50); // 5 % is not less than 5 %
  await evaluateAt(t0 + 30_000);
  expect(exhausted()).toEqual([]);
  await memory(t0 + 40_000, 49);
  await evaluateAt(t0 + 40_000);
  await memory(t0 + 70_000, 49);
  await evaluateAt(t0 + 70_000);
  expect(exhausted()).toEqual(['memory_nearly_exhausted web firing']);
});

test('agent_over_budget: when the agent says so for five minutes, by what it is over', async () => {
  const t0 = clock.ms;
  await agent('web');
  const self = (atMs: number, overCpu: number, overRss: number) =>
    sample('web', atMs, {
      agent_cpu_us: 45_000,
      agent_rss_bytes: 150 * 2 ** 20,
      agent_over_cpu_budget: overCpu,
      agent_over_rss_budget: overRss,
    });
  const over = () => states().filter((state) => state.startsWith('agent_over'));
  await sample('web', t0, { agent_cpu_us: 900_000 }); // of a version that does not tell
  await evaluateAt(t0);
  expect(over()).toEqual([]);
  await self(t0 + 1_000, 1, 0);
  await evaluateAt(t0 + 10_000);
  await self(t0 + 299_000, 1, 1);
  await evaluateAt(t0 + 300_000);
  expect(over()).toEqual(['agent_over_budget web memory pending', 'agent_over_budget web cpu pending']);
  await self(t0 + 309_000, 1, 0);
  await evaluateAt(t0 + 310_000);
  expect(over()).toEqual(['agent_over_budget web cpu firing']);
  const { summary } = evaluator.active().find(({ rule }) => rule === 'agent_over_budget')!;
  expect(summary).toBe('the agent of web takes 4.5 % of a core, more than its budget');
  await self(t0 + 319_000, 0, 0);
  await evaluateAt(t0 + 320_000);
  expect(over()).toEqual([]);
});

test('a host that was revoked and deleted is silent to nobody, and what fired of it is resolved', async () => {
  const t0 = clock.ms;
  await agent('web');
  await sample('web', t0 - 60_000, {});
  for (let ms = 0; ms <= 120_000; ms += 20_000) await evaluateAt(t0 + ms);
  expect(states()).toEqual(['host_silent web firing']);
  await agent('web', { revokedMs: t0, deletedMs: t0 + 1 });
  await evaluateAt(t0 + 130_000);
  expect(states()).toEqual([]);
  await restart();
  for (let ms = 140_000; ms <= 280_000; ms += 20_000) await evaluateAt(t0 + ms);
  expect(states()).toEqual([]);
});

test('one query per rule, whatever the number of hosts', async () => {
  await agent('a');
  await agent('b');
  let queries = 0;
  const query = db.query.bind(db);
  db.query = (sql, params) => {
    queries += 1;
    return query(sql, params);
  };
  await evaluateAt(clock.ms); // reads back what is active
  queries = 0;
  await evaluateAt(clock.ms + 10_000);
  expect(queries).toBe(1 + alertRules.length);
});

describe('the webhook', () => {
  const fire = async (): Promise<void> => {
    const t0 = clock.ms;
    await agent('web');
    await evaluateAt(t0);
    await sample('web', t0 + 1_000);
    await evaluateAt(t0 + 20_000);
  };

  test('is tried again after an error, under the same event id', async () => {
    receiver.statuses.push(500, 404);
    await fire();
    await until('the third attempt', () => receiver.received.length === 3);
    expect(new Set(receiver.received.map(({ eventId }) => eventId)).size).toBe(1);
    await until('the outcomes are written', async () => (await outcomes()).length === 4);
    expect(await outcomes()).toEqual([
      'failed 0 queued',
      'failed 1 the webhook answered 500',
      'failed 2 the webhook answered 404',
      'delivered 3 ',
    ]);
  });

  test('hears after a restart what could not be delivered before', async () => {
    await receiver.stop();
    await fire();
    await until('an attempt', async () => (await outcomes()).length > 1);
    await delivery.stop();
    receiver = new Receiver();
    url = await receiver.start();
    await restart();
    await until('the webhook hears', () => receiver.received.length === 1);
    expect(posted()).toEqual(['host_silent web firing']);
  });

  test('that does not answer holds up no evaluation', async () => {
    const mute = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    url = `http://127.0.0.1:${(mute.address() as AddressInfo).port}/`;
    try {
      await restart();
      await fire();
      expect(states()).toEqual(['host_silent web firing']);
      await delivery.stop();
      expect(await outcomes()).toEqual(['failed 0 queued']); // an attempt that was broken off does not count
    } finally {
      mute.closeAllConnections();
      mute.close();
    }
  });

  test('is told nothing of what is only pending', async () => {
    const t0 = clock.ms;
    await agent('web');
    await evaluateAt(t0);
    await sample('web', t0 + 1_000);
    await evaluateAt(t0 + 14_000);
    expect(states()).toEqual(['host_silent web pending']);
    await sample('web', t0 + 19_000);
    await evaluateAt(t0 + 20_000);
    expect(states()).toEqual([]);
    expect(await outcomes()).toEqual([]);
  });

  async function outcomes(): Promise<string[]> {
    const rows = await server.db.query<{ line: string }>(
      `SELECT concat(toString(outcome), ' ', toString(attempts), ' ', detail) AS line FROM alert_deliveries ORDER BY attempts`,
    );
    return rows.map(({ line }) => line);
  }
});
