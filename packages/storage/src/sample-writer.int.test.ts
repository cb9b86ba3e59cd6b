import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { BatchOrigin } from './batch-origin.ts';
import { Database } from './database.ts';
import { migrate } from './schema/migrate.ts';
import { SampleGroup } from './sample-group.ts';
import { SampleWriter } from './sample-writer.ts';
import { insertStatement } from './samples-table.ts';
import { reading, sampleColumns, startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { TcpProxy, waitFor } from '@hostwire/testing';

let clickhouse: TestDatabase;

beforeAll(async () => {
  clickhouse = await startTestDatabase();
  await migrate(clickhouse.db);
});
beforeEach(async () => {
  await clickhouse.db.command('TRUNCATE TABLE samples');
  await clickhouse.db.command('TRUNCATE TABLE writer_lease');
});
afterEach(async () => {
  for (const stop of cleanup.splice(0)) await stop();
});
afterAll(() => clickhouse.stop());

const cleanup: (() => Promise<void>)[] = [];

/** A writer whose connections go through a proxy of their own. */
async function behindProxy(): Promise<{ proxy: TcpProxy; writer: SampleWriter; db: Database }> {
  const proxy = new TcpProxy(clickhouse.url);
  const db = new Database({ url: await proxy.start(), application: 'test' });
  cleanup.push(
    () => proxy.stop(),
    () => db.close(),
  );
  return { proxy, writer: writerOn(db, 'behind a proxy'), db };
}

const recvMs = Date.UTC(2026, 6, 1, 12);
const day = Math.floor(recvMs / 86_400_000);
const agentId = '01234567-89ab-cdef-fedc-ba9876543210';
const epoch = 'ffeeddccbbaa9988';
const key = `${agentId}/${epoch}` as const;

const hashOf = (seq: number): string => (0xabc000 + seq).toString(16).padStart(16, '0');
const originOf = (seq: number, change: Partial<BatchOrigin> = {}): BatchOrigin => ({
  agentId,
  host: 'a',
  epoch,
  seq,
  hash: hashOf(seq),
  day,
  recvMs,
  ...change,
});

function groupOf(seqs: readonly number[], samplesPerBatch = 2): SampleGroup {
  const group = new SampleGroup({ maxSamples: 1_000_000, maxBytes: 1 << 30 });
  const cpu = reading('cpu', { '': { user_ms: 10, idle_ms: 90 } });
  const samples = Array.from({ length: samplesPerBatch }, (_, i) => ({
    tsMs: recvMs - 1000 * i,
    monoMs: i,
    intervalMs: 1000,
    readings: { cpu },
  }));
  const columns = sampleColumns(samples);
  for (const seq of seqs) group.addBatch(originOf(seq), columns);
  return group;
}

const writerOn = (db: Database, holder = 'test'): SampleWriter =>
  new SampleWriter(db, { shard: 'main', holder });
const count = async (): Promise<number> =>
  (await clickhouse.db.query<{ rows: number }>('SELECT count() AS rows FROM samples'))[0]!.rows;
const seqs = async (): Promise<number[]> =>
  (await clickhouse.db.query<{ seq: number }>('SELECT DISTINCT seq FROM samples ORDER BY seq')).map(
    ({ seq }) => seq,
  );

describe('insert', () => {
  test('makes one part, of 2 and of 50,000 samples', async () => {
    const writer = writerOn(clickhouse.db);
    await writer.acquire();
    await clickhouse.db.command('SYSTEM STOP MERGES samples');
    await writer.insert(groupOf([1]));
    await writer.insert(groupOf([2], 50_000));
    const parts = await clickhouse.db.query(
      `SELECT rows FROM system.parts WHERE database = currentDatabase() AND table = 'samples' AND active ORDER BY rows`,
    );
    await clickhouse.db.command('SYSTEM START MERGES samples');
    expect(parts).toEqual([{ rows: 2 }, { rows: 50_000 }]);
  });

  test('needs a lease', async () => {
    const writer = writerOn(clickhouse.db);
    await expect(writer.insert(groupOf([1]))).rejects.toMatchObject({ code: 'FENCED', outcome: 'absent' });
    expect(writer.lease).toBeUndefined();
  });

  test.each([2, 50_000])(
    'of %d samples is fenced, and inserts nothing, once another has the lease',
    async (samples) => {
      const old = writerOn(clickhouse.db, 'old');
      await old.acquire();
      await old.insert(groupOf([1]));
      const next = writerOn(clickhouse.db, 'next');
      await next.acquire();
      expect(next.lease).toBeGreaterThan(old.lease!);
      await expect(old.insert(groupOf([2], samples))).rejects.toMatchObject({
        code: 'FENCED',
        outcome: 'absent',
        retryable: false,
      });
      expect(old.lease).toBeUndefined();
      await next.insert(groupOf([3]));
      expect(await seqs()).toEqual([1, 3]);
    },
  );

  test('does not mind the writer of another shard', async () => {
    const main = writerOn(clickhouse.db);
    await main.acquire();
    const other = new SampleWriter(clickhouse.db, { shard: 'other', holder: 'test' });
    await other.acquire();
    await main.insert(groupOf([1]));
    await other.insert(groupOf([2]));
    expect(await seqs()).toEqual([1, 2]);
  });

  test('ten writers that acquire at once end with one that can insert', async () => {
    const writers = Array.from({ length: 10 }, (_, i) => writerOn(clickhouse.db, `holder ${i}`));
    await Promise.allSettled(writers.map((writer) => writer.acquire()));
    const leases = writers.flatMap(({ lease }) => lease ?? []);
    expect(new Set(leases).size).toBe(leases.length);
    const results = await Promise.allSettled(writers.map((writer, i) => writer.insert(groupOf([i + 1]))));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    expect(await seqs()).toHaveLength(results.filter(({ status }) => status === 'fulfilled').length);
  });

  /** A group whose body is changed on its way. */
  class ForgedGroup extends SampleGroup {
    readonly #forge: (body: Buffer) => Uint8Array;
    constructor(forge: (body: Buffer) => Uint8Array) {
      super();
      this.#forge = forge;
      this.addBatch(originOf(1), sampleColumns([{ tsMs: recvMs, monoMs: 1, intervalMs: 1, readings: {} }]));
    }
    override toNative(): Uint8Array {
      return this.#forge(Buffer.from(super.toNative()));
    }
  }

  test('refuses data that ClickHouse cannot read, inserts nothing, and keeps its lease', async () => {
    const writer = writerOn(clickhouse.db);
    await writer.acquire();
    const cut = new ForgedGroup((body) => body.subarray(0, -5));
    await expect(writer.insert(cut)).rejects.toMatchObject({
      code: 'DATA_REFUSED',
      outcome: 'absent',
      retryable: false,
    });
    expect(await count()).toBe(0);
    await writer.insert(groupOf([1]));
    expect(await seqs()).toEqual([1]);
  });

  test('does not blame the data for a type that the table does not have', async () => {
    const writer = writerOn(clickhouse.db);
    await writer.acquire();
    const foreign = new ForgedGroup((body) =>
      Buffer.from(body.toString('latin1').replace('UUID', 'IPv6'), 'latin1'),
    );
    await expect(writer.insert(foreign)).rejects.toMatchObject({ code: 'QUERY_FAILED', retryable: false });
    expect(await count()).toBe(0);
  });

  test('that finds nobody listening sent nothing', async () => {
    const { proxy, writer, db } = await behindProxy();
    await writer.acquire();
    await proxy.stop();
    await expect(db.ping()).rejects.toMatchObject({ code: 'UNREACHABLE' }); // uses up the connection that was kept alive
    await expect(writer.insert(groupOf([1]))).rejects.toMatchObject({
      code: 'UNREACHABLE',
      outcome: 'absent',
    });
  });
});

describe('an uncertain insert', () => {
  test('whose answer was lost is committed; acquiring and reading the marks tells', async () => {
    const { proxy, writer } = await behindProxy();
    await writer.acquire();
    const lost = proxy.loseAnswers();
    await expect(writer.insert(groupOf([1, 2, 3]))).rejects.toMatchObject({
      code: 'UNCERTAIN',
      outcome: 'uncertain',
      retryable: true,
    });
    await lost;
    expect(writer.lease).toBeUndefined();
    const next = writerOn(clickhouse.db);
    await next.acquire();
    expect(await next.readMarks([{ agentId, epoch }])).toEqual(new Map([[key, { seq: 3, hash: hashOf(3) }]]));
  });

  test('whose body comes after the next acquire is fenced', async () => {
    const { proxy, writer: old } = await behindProxy();
    await old.acquire();
    proxy.holdBodies(0);
    const stuck = old.insert(groupOf([1], 20_000)).catch((error: unknown) => error);
    const next = writerOn(clickhouse.db, 'next');
    await next.acquire();
    proxy.release();
    expect(await stuck).toMatchObject({ code: 'FENCED', outcome: 'absent' });
    expect((await next.readMarks()).size).toBe(0);
    await next.insert(groupOf([1]));
    expect(await count()).toBe(2);
  });

  test('whose body is half-way at the next acquire is killed', async () => {
    const { proxy, writer: old } = await behindProxy();
    await old.acquire();
    proxy.holdBodies(1_000_000); // ClickHouse knows of a query once 256 KiB have arrived
    const stuck = old.insert(groupOf([1], 20_000)).catch((error: unknown) => error);
    await waitFor('the INSERT runs', async () => (await inserting('1')) === 1);
    const next = writerOn(clickhouse.db, 'next');
    const acquired = next.acquire();
    await waitFor('it is cancelled', async () => (await inserting('is_cancelled')) === 1);
    proxy.release();
    await acquired;
    expect(await stuck).toMatchObject({ outcome: 'uncertain' });
    expect((await next.readMarks()).size).toBe(0);
    await next.insert(groupOf([1]));
    expect(await count()).toBe(2);
  });

  const inserting = async (condition: string): Promise<number> =>
    (
      await clickhouse.db.query<{ n: number }>(
        `SELECT count() AS n FROM system.processes WHERE startsWith(query_id, 'hostwire.insert.main.') AND ${condition}`,
      )
    )[0]!.n;
});

describe('marks', () => {
  test('are exact over days, epochs, gaps and tombstones, before and after merges', async () => {
    const writer = writerOn(clickhouse.db);
    await writer.acquire();
    const otherEpoch = '0000000000000001';
    const columns = sampleColumns([{ tsMs: recvMs, monoMs: 1, intervalMs: 1000, readings: {} }]);
    for (const [seq, onDay] of [
      [1, day - 1],
      [2, day],
      [3, day - 2],
      [4, day],
    ] as const) {
      const group = new SampleGroup();
      group.addBatch(originOf(seq, { day: onDay }), columns);
      await writer.insert(group);
    }
    const last = new SampleGroup();
    last.addTombstone(originOf(5), 'refused');
    last.addBatch(originOf(1, { epoch: otherEpoch }), columns);
    await writer.insert(last);
    const expected = new Map([
      [key, { seq: 5, hash: hashOf(5) }],
      [`${agentId}/${otherEpoch}`, { seq: 1, hash: hashOf(1) }],
    ]);
    expect(await writer.readMarks()).toEqual(expected);
    await clickhouse.db.command('OPTIMIZE TABLE samples FINAL');
    expect(await writer.readMarks()).toEqual(expected);
    expect(await writer.readMarks([{ agentId, epoch: otherEpoch }])).toEqual(
      new Map([[`${agentId}/${otherEpoch}`, { seq: 1, hash: hashOf(1) }]]),
    );
    expect(await writer.readMarks([{ agentId, epoch: '00000000000000ff' }])).toEqual(new Map());
    expect(await writer.readMarks([])).toEqual(new Map());
  });

  test('of 5,000 agents are read in one go', async () => {
    const writer = writerOn(clickhouse.db);
    await writer.acquire();
    const columns = sampleColumns([{ tsMs: recvMs, monoMs: 1, intervalMs: 1000, readings: {} }]);
    const group = new SampleGroup();
    const keys = Array.from({ length: 5000 }, (_, i) => ({
      agentId: `00000000-0000-0000-0000-${i.toString(16).padStart(12, '0')}`,
      epoch,
    }));
    keys.forEach((one) => group.addBatch(originOf(1, one), columns));
    await writer.insert(group);
    const marks = await writer.readMarks(keys);
    expect(marks.size).toBe(5000);
    expect(marks.get(`${keys[4999]!.agentId}/${epoch}`)).toEqual({ seq: 1, hash: hashOf(1) });
  });

  test('come from the projection', async () => {
    const writer = writerOn(clickhouse.db);
    await writer.acquire();
    await writer.insert(groupOf([1]));
    const settings = { force_optimize_projection: 1, force_optimize_projection_name: 'marks' } as const;
    const rows = await clickhouse.db.query(
      `SELECT agent_id, epoch, max(seq), argMaxIf(batch_hash, seq, idx = 0) FROM samples
       WHERE agent_id IN {agents:Array(UUID)} GROUP BY agent_id, epoch`,
      { agents: [agentId] },
      settings,
    );
    expect(rows).toHaveLength(1);
  });
});

test('the statement names every column once', () => {
  const [, columns] = /INSERT INTO samples \(([^)]*)\)/.exec(insertStatement('1'))!;
  const names = columns!.split(', ');
  expect(new Set(names).size).toBe(names.length);
});
