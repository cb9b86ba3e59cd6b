import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { get, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ChartsResponse } from '@hostwire/api';
import type { TimeRange } from '@hostwire/storage';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { waitFor } from '@hostwire/testing';
import { FlakyProxy } from './testing/flaky-proxy.ts';
import { storedBatches, wholeBatches } from './testing/stored-batches.ts';
import type { TestAgent } from './testing/test-agent.ts';
import { TestCollector } from './testing/test-collector.ts';
import { TestSpool } from './testing/test-spool.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

let proxy: FlakyProxy;
let collector: TestCollector;
beforeEach(async () => {
  proxy = new FlakyProxy(database.url);
  await proxy.start();
  collector = await TestCollector.create(proxy.url);
});
afterEach(async () => {
  await collector.stop();
  await proxy.stop();
});

const stored = (spool: TestSpool) => storedBatches(database.db, spool);

/** What an agent does when its connection is gone: comes back and sends what is not committed. */
async function deliver(agent: TestAgent, spool: TestSpool): Promise<void> {
  await waitFor(
    'everything is acknowledged',
    async () => {
      try {
        const connection = await collector.connect(agent, spool);
        const { nextSeq } = await connection.frame('welcome');
        connection.send(
          ...spool.frames.filter((frame) => (frame.type === 'gap' ? frame.lastSeq : frame.seq) >= nextSeq),
        );
        if (spool.lastSeq >= nextSeq) await connection.acked(spool.lastSeq);
        connection.webSocket.close();
        return true;
      } catch {
        return false;
      }
    },
    20_000,
  );
}

/** The status of a POST on the socket of the collector. */
async function change(path: string, body: unknown): Promise<number> {
  const socketPath = join(collector.config.data, 'hostwire.sock');
  const headers = { 'content-type': 'application/json' };
  const post = request({ socketPath, path, method: 'POST', headers });
  post.end(JSON.stringify(body));
  const [answer] = (await once(post, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
}

/** A page that follows a host, as a browser does. */
class LivePage {
  told = 0;
  readonly #host: string;
  readonly #socketPath: string;
  #request: ClientRequest | undefined;

  private constructor(host: string, socketPath: string) {
    this.#host = host;
    this.#socketPath = socketPath;
  }

  static async open({ config }: TestCollector, host: string): Promise<LivePage> {
    const page = new LivePage(host, join(config.data, 'hostwire.sock'));
    const response = await page.#get(`/api/v1/live?host=${host}`);
    response.on(
      'data',
      (chunk: Buffer) => (page.told += chunk.toString().split('event: samples').length - 1),
    );
    response.on('error', () => undefined); // it is cut at the end
    return page;
  }

  close(): void {
    this.#request?.destroy();
  }

  /** Of the first series of a chart, one per second. */
  async values(chart: string, { fromMs, toMs }: TimeRange): Promise<(number | null)[]> {
    const query = `charts=${chart}&fromMs=${fromMs}&toMs=${toMs}&stepMs=1000`;
    const response = await this.#get(`/api/v1/hosts/${this.#host}/charts?${query}`);
    const { charts } = JSON.parse(await text(response)) as ChartsResponse;
    return charts[0]!.series[0]!.values;
  }

  async #get(path: string): Promise<IncomingMessage> {
    const sent = get({ socketPath: this.#socketPath, path });
    this.#request ??= sent.on('error', () => undefined);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return response;
  }
}

describe('collector', () => {
  test('commits what agents send, once, and tells listeners', async () => {
    await collector.start();
    const heard: number[] = [];
    collector.collector.committer.onCommitted((events) =>
      events.forEach(({ samples }) => heard.push(samples)),
    );
    const [web, db] = [await collector.agent('web1'), await collector.agent('db1')];
    const [webSpool, dbSpool] = [new TestSpool(), new TestSpool()];
    const connections = [
      await collector.connect(web, webSpool),
      await collector.connect(db, dbSpool),
    ] as const;
    connections[0].send(...webSpool.batches(20));
    connections[1].send(...dbSpool.batches(10), dbSpool.gap('suspended'));
    await Promise.all([connections[0].acked(20), connections[1].acked(11)]);
    expect(await stored(webSpool)).toEqual(wholeBatches(20));
    expect(await stored(dbSpool)).toEqual([...wholeBatches(10), { seq: 11, kind: 'gap', rows: 1 }]);
    expect(heard.reduce((sum, samples) => sum + samples, 0)).toBe(60);
    expect(collector.collector.committer.status()).toMatchObject({
      samplesCommitted: 60,
      batchesCommitted: 31,
      queuedBatches: 0,
    });
  });

  test('an agent is told to send each sample while somebody looks at its host, and told so when it comes', async () => {
    await collector.start();
    const [agent, spool] = [await collector.agent('watched'), new TestSpool()];
    const connection = await collector.connect(agent, spool);
    expect(connection.frames[0]).toMatchObject({ settings: { intervalMs: 1_000, flushMs: 10_000 } });
    const socketPath = join(collector.config.data, 'hostwire.sock');
    const page = get({ socketPath, path: '/api/v1/live?host=watched' }, (response) => response.resume());
    page.on('error', () => undefined); // it is cut at the end
    await connection.frame('settings', ({ settings }) => settings.flushMs === 1_000);
    connection.webSocket.terminate(); // an agent has one connection
    const next = await collector.connect(agent, spool);
    expect(next.frames[0]).toMatchObject({ settings: { flushMs: 1_000 } });
    page.destroy();
  });

  test('a live page has what was received before it is committed; only the commit is acknowledged', async () => {
    const patient = await TestCollector.create(proxy.url, { linger: '60s' });
    await patient.start();
    const [agent, spool] = [await patient.agent('live'), new TestSpool()];
    const connection = await patient.connect(agent, spool);
    const page = await LivePage.open(patient, 'live');
    const beganMs = Math.floor(Date.now() / 1_000) * 1_000 - 20_000;
    const batchAt = (second: number) => spool.batch({ samples: 1, tsMs: beganMs + second * 1_000 });
    /** Begins before all that came, so ClickHouse is asked, too. */
    const load = () => page.values('load', { fromMs: beganMs - 2_000, toMs: beganMs + 6_000 });
    connection.send(batchAt(0)); // the first of an epoch does not wait
    await connection.acked(1);
    connection.send(batchAt(1), batchAt(2), batchAt(3));
    connection.send(...spool.frames.slice(1, 3)); // again
    await waitFor('the page is told', () => page.told >= 2);
    await waitFor('the page has them', async () => (await load()).filter((v) => v !== null).length === 4);
    expect(await load()).toEqual([null, null, 0.1, 0.1, 0.1, 0.1, null, null]);
    expect(await page.values('load', { fromMs: beganMs + 1_000, toMs: beganMs + 4_000 })).toEqual([
      0.1, 0.1, 0.1,
    ]);
    expect(await storedBatches(database.db, spool)).toHaveLength(1);
    expect(connection.frames.some((frame) => frame.type === 'ack' && frame.committedSeq > 1)).toBe(false);
    await patient.stop(); // commits what is queued
    await connection.acked(4);
    expect((await storedBatches(database.db, spool)).map(({ seq, rows }) => [seq, rows])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
    ]);
    page.close();
  });

  test('settings reach an agent in session within two seconds, by host and by label, and outlive the collector', async () => {
    await collector.start();
    const [agent, spool] = [await collector.agent('told'), new TestSpool()];
    const connection = await collector.connect(agent, spool);
    const startedMs = performance.now();
    const told = await change('/api/v1/agents/told/settings', { set: { 'group.sensor': false }, reset: [] });
    expect(told).toBe(200);
    const groups = [{ group: 'sensor', off: true, intervalMs: 0 }];
    await connection.frame('settings', ({ settings }) => settings.groups?.[0]?.off === true);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    expect(await change('/api/v1/agents/told/labels', { set: { env: 'prod' }, remove: [] })).toBe(200);
    const byLabel = { label: 'env=prod', set: { interval_ms: 10_000 }, reset: [] };
    expect(await change('/api/v1/label-settings', byLabel)).toBe(200);
    await connection.frame('settings', ({ settings }) => settings.intervalMs === 10_000);
    await collector.restart();
    const again = await agent.connect(collector.port);
    again.send(spool.hello({ generation: 1 }));
    expect(await again.frame('welcome')).toMatchObject({ settings: { intervalMs: 10_000, groups } });
  });

  test('another collector goes on where the last one stopped', async () => {
    await collector.start();
    const agent = await collector.agent();
    const spool = new TestSpool();
    const first = await collector.connect(agent, spool);
    first.send(...spool.batches(5));
    await first.acked(5);
    await collector.restart();
    const second = await agent.connect(collector.port);
    second.send(spool.hello({ generation: 1 }));
    expect(await second.frame('welcome')).toMatchObject({ nextSeq: 6 });
    second.send(...spool.batches(5));
    await second.acked(10);
    expect(await stored(spool)).toEqual(wholeBatches(10));
  });

  test('a malformed batch leaves a tombstone, its neighbours are whole', async () => {
    await collector.start();
    const agent = await collector.agent();
    const spool = new TestSpool();
    const connection = await collector.connect(agent, spool);
    connection.send(spool.batch(), spool.batch({ payload: Buffer.from([1, 2, 3]) }), spool.batch());
    await connection.acked(3);
    expect((await stored(spool)).map(({ kind }) => kind)).toEqual(['sample', 'tombstone', 'sample']);
  });

  test('an INSERT whose answer is lost is found by reading back: acknowledged, and there once', async () => {
    await collector.start();
    const agent = await collector.agent();
    const spool = new TestSpool();
    const connection = await collector.connect(agent, spool);
    proxy.answersToLose = 3;
    for (let round = 1; round <= 10; round++) {
      connection.send(...spool.batches(3));
      await connection.acked(round * 3);
    }
    expect(proxy.lostAnswers).toBe(3);
    expect(await stored(spool)).toEqual(wholeBatches(30));
  });

  test('an INSERT that never arrived is sent again', async () => {
    await collector.start();
    const agent = await collector.agent();
    const spool = new TestSpool();
    const connection = await collector.connect(agent, spool);
    proxy.requestsToCut = 3;
    connection.send(...spool.batches(5));
    await connection.acked(5);
    expect(proxy.cutRequests).toBe(3);
    expect(await stored(spool)).toEqual(wholeBatches(5));
  });

  test('while the database is away sessions live, nothing is acknowledged, and afterwards everything is there once', async () => {
    await collector.start();
    const agents = await Promise.all(['a', 'b', 'c'].map((name) => collector.agent(name)));
    const spools = agents.map(() => new TestSpool());
    const connections = await Promise.all(agents.map((agent, i) => collector.connect(agent, spools[i]!)));
    connections.forEach((connection, i) => connection.send(...spools[i]!.batches(5)));
    await Promise.all(connections.map((connection) => connection.acked(5)));
    const port = Number(new URL(proxy.url).port);
    await proxy.stop();
    connections.forEach((connection, i) => connection.send(...spools[i]!.batches(5)));
    await waitFor('the committer notices', () => collector.collector.committer.isStalled);
    expect(connections.every(({ closeCode }) => closeCode === undefined)).toBe(true);
    expect(
      connections.some(({ frames }) =>
        frames.some((frame) => frame.type === 'ack' && frame.committedSeq > 5),
      ),
    ).toBe(false);
    proxy = new FlakyProxy(database.url);
    await proxy.start(port);
    await Promise.all(connections.map((connection) => connection.acked(10)));
    for (const spool of spools) expect(await stored(spool)).toEqual(wholeBatches(10));
  });

  test('revoke: no row of the agent appears after it returned', async () => {
    await collector.start();
    const agent = await collector.agent();
    const spool = new TestSpool();
    const connection = await collector.connect(agent, spool);
    const stream = setInterval(() => connection.send(...spool.batches(5)), 1);
    connection.webSocket.once('close', () => clearInterval(stream));
    await connection.acked(100);
    const beganMs = Date.now();
    let cutMs = Infinity;
    connection.webSocket.once('close', () => (cutMs = Date.now()));
    await collector.collector.registry.revokeAgent(agent.agentId, { actor: 'test' });
    const atRevocation = await stored(spool);
    await connection.closed();
    expect(cutMs - beganMs).toBeLessThan(1_000);
    const witness = await collector.agent('witness');
    const witnessSpool = new TestSpool();
    const witnessConnection = await collector.connect(witness, witnessSpool);
    witnessConnection.send(witnessSpool.batch());
    await witnessConnection.acked(1);
    expect(await stored(spool)).toEqual(atRevocation);
    await collector.restart();
    await expect(agent.connect(collector.port)).rejects.toMatchObject({ status: 403 });
  });

  test('revoke cuts both streams of the agent, and no other', async () => {
    await collector.start();
    const agent = await collector.agent();
    const witness = await collector.connect(await collector.agent('witness'), new TestSpool());
    const live = await collector.connect(agent, new TestSpool());
    const history = await collector.connect(agent, new TestSpool(), { stream: 'history' });
    await collector.collector.registry.revokeAgent(agent.agentId, { actor: 'test' });
    for (const connection of [live, history]) {
      expect(await connection.frame('go_away')).toMatchObject({ reason: 'revoked' });
      await connection.closed();
    }
    expect(witness.closeCode).toBeUndefined();
  });

  test('live data do not wait for a backlog, and the backlog is there once in the end', async () => {
    await collector.stop();
    collector = await TestCollector.create(proxy.url, { backlogPerSecond: 10 });
    await collector.start();
    const agent = await collector.agent();
    const backlog = new TestSpool();
    const history = await collector.connect(agent, backlog, { stream: 'history' });
    history.send(...backlog.batches(20));
    await history.acked(1);
    const spool = new TestSpool();
    const live = await collector.connect(agent, spool);
    live.send(...spool.batches(5));
    await live.acked(5);
    expect((await stored(backlog)).length).toBeLessThan(20);
    await history.acked(20);
    expect(await stored(backlog)).toEqual(wholeBatches(20));
    expect(await stored(spool)).toEqual(wholeBatches(5));
  });

  test('a registry that was lost refuses logins: no agent gets in on its own word', async () => {
    await collector.start();
    const agent = await collector.agent();
    const spool = new TestSpool();
    const connection = await collector.connect(agent, spool);
    connection.send(spool.batch());
    await connection.acked(1);
    await database.db.command('CREATE TABLE agents_kept AS agents');
    await database.db.command('INSERT INTO agents_kept SELECT * FROM agents');
    await database.db.command('TRUNCATE TABLE agents');
    await collector.restart();
    await expect(agent.connect(collector.port)).rejects.toMatchObject({ status: 401 });
    await database.db.command('INSERT INTO agents SELECT * FROM agents_kept');
    await database.db.command('DROP TABLE agents_kept');
    await collector.restart();
    const again = await collector.connect(agent, spool);
    expect(await again.frame('welcome')).toMatchObject({ nextSeq: 2 });
  });

  test('a collector that lost the lease to another takes it back and loses nothing', async () => {
    await collector.start();
    const agent = await collector.agent();
    const spool = new TestSpool();
    const connection = await collector.connect(agent, spool);
    connection.send(spool.batch());
    await connection.acked(1);
    await database.db.command(
      `INSERT INTO writer_lease (shard, lease, holder, taken) SELECT shard, max(lease) + 1, 'thief', now64(3) FROM writer_lease GROUP BY shard`,
    );
    connection.send(...spool.batches(4));
    await waitFor('the committer notices', () => collector.collector.committer.isStalled);
    await connection.acked(5);
    expect(await stored(spool)).toEqual(wholeBatches(5));
  });

  test('a database that is away at the start is waited for; stopping meanwhile works', async () => {
    const port = Number(new URL(proxy.url).port);
    await proxy.stop();
    const starting = collector.start();
    const isWaiting = await Promise.race([
      starting.then(() => false),
      new Promise((resolve) => setImmediate(resolve, true)),
    ]);
    expect(isWaiting).toBe(true);
    proxy = new FlakyProxy(database.url);
    await proxy.start(port);
    await starting;
    const agent = await collector.agent();
    const spool = new TestSpool();
    spool.batches(3);
    await deliver(agent, spool);
    expect(await stored(spool)).toEqual(wholeBatches(3));
  });

  test('stop() ends a start that waits', async () => {
    await proxy.stop();
    const outcome = collector.start().catch((error: unknown) => error);
    await collector.collector.stop();
    expect(await outcome).toMatchObject({ code: expect.stringMatching(/STOPPED/) });
    proxy = new FlakyProxy(database.url);
    await proxy.start();
  });

  test('a wrong password ends the start with a clear error', async () => {
    const url = new URL(proxy.url);
    url.password = 'wrong';
    const other = await TestCollector.create(url.href);
    try {
      await expect(other.start()).rejects.toMatchObject({ code: 'AUTHENTICATION_FAILED' });
    } finally {
      await other.stop();
    }
  });
});
