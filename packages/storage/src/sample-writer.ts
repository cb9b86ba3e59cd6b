/**
 * The one writer of samples of a shard.
 *
 * States: without a lease (at first, and after every insert that did not end in a plain answer) → `acquire` → holding
 * a lease → `insert` any number of times, one at a time.
 *
 * What holds, whoever is killed when:
 * - An INSERT is one block, one partition, one part: ClickHouse publishes all of it with one rename, or nothing.
 * - An INSERT is taken only while its lease is the highest of the shard; ClickHouse checks that, inside the INSERT.
 * - An INSERT is taken only by the server process that gave the lease (`writer_session`, in its memory): one that was
 *   started since may lack rows that were committed, after a power cut or out of a backup.
 * - After `acquire` no INSERT of an older lease can commit any more: one that ClickHouse knows of is killed or has
 *   finished, one whose body is still under way is refused by the check. What `readMarks` then answers is final.
 * - Where the server passes over writes that fail, `Database` looks after each answer whether one did: then the outcome is
 *   uncertain, and there is no lease before the server was started again and has found what is incomplete.
 * So a caller who, after an uncertain insert, acquires, reads the marks and sends what they lack commits everything
 * exactly once.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClickHouseSettings } from '@clickhouse/client';
import type { Database } from './database.ts';
import { requireLease } from './history/expire.ts';
import { readMarks, type MarkKey, type Marks } from './marks.ts';
import type { SampleGroup } from './sample-group.ts';
import { testInsert, type TestInsertResult } from './test-insert.ts';
import { insertStatement } from './samples-table.ts';
import { beginSession, restarted, sameServer } from './server-session.ts';
import { StorageError, toStorageError, type InsertOutcome } from './storage-error.ts';
import { takeLease } from './writer-lease.ts';

export interface SampleWriterOptions {
  /** Letters, digits and `_`. One writer per shard. */
  readonly shard: string;
  /** Who this is, for people who look into `writer_lease`. */
  readonly holder: string;
}

/** How long `acquire` waits for a server that stands still: it has the lease as soon as that goes on. */
const maxUnresponsiveMs = 5_000;
/** How long older INSERTs may take to die; ClickHouse notices a kill when their connection yields. */
const maxKillMs = 60_000;
const killPauseMs = 100;

const statement = insertStatement(
  `${sameServer}
    AND throwIf((SELECT max(lease) FROM writer_lease WHERE shard = {shard:String}) != {lease:UInt64}, 'fenced') = 0`,
);

/** Every setting on which "one INSERT is one part" or "an answer means on disk" depends; defaults have moved before. */
const insertSettings: ClickHouseSettings = {
  async_insert: 0,
  insert_deduplicate: 0,
  optimize_on_insert: 0,
  max_insert_threads: '1',
  input_format_parallel_parsing: 0,
  max_insert_block_size: '1000000',
  min_insert_block_size_rows: '1000000',
  min_insert_block_size_bytes: '1000000000',
  max_partitions_per_insert_block: '1',
  throw_on_max_partitions_per_insert_block: 1,
  wait_end_of_query: 1,
  send_progress_in_http_headers: 0,
};
/** Sent to servers that know them; others would refuse the INSERT. */
const newerSettings: Readonly<Record<string, string>> = { deduplicate_insert: 'disable' };

/** ClickHouse's TOO_MANY_SIMULTANEOUS_QUERIES and TOO_MANY_PARTS come before anything is written. */
const refusedBeforeWriting = new Set([202, 252]);

export class SampleWriter {
  readonly #db: Database;
  readonly #shard: string;
  readonly #holder: string;
  #settings = insertSettings;
  #lease: number | undefined;
  #session = '';
  #inserting = false;

  constructor(db: Database, { shard, holder }: SampleWriterOptions) {
    if (!/^\w{1,64}$/.test(shard))
      throw new RangeError(`shard "${shard}": letters, digits and _ only, at most 64`);
    this.#db = db;
    this.#shard = shard;
    this.#holder = holder;
  }

  /** undefined: acquire first. */
  get lease(): number | undefined {
    return this.#lease;
  }

  /** Throws FENCED when another collector took the lease meanwhile. */
  requireLease(): Promise<void> {
    return requireLease(this.#db, this.#shard, this.#lease);
  }

  /** Becomes the only writer of the shard. On return no insert of any other, nor an earlier one of this, can commit. */
  async acquire(): Promise<void> {
    this.#lease = undefined;
    await this.#db.untilResponsive(maxUnresponsiveMs);
    this.#settings = { ...insertSettings, ...(await knownSettings(this.#db)) };
    const lease = await takeLease(this.#db, {
      shard: this.#shard,
      holder: this.#holder,
      nowMs: Date.now(),
    });
    this.#session = randomUUID();
    await beginSession(this.#db, this.#session);
    await this.#killOlder();
    this.#lease = lease;
  }

  /**
   * Commits the group. Throws a StorageError whose `outcome` is 'absent' (nothing was inserted) or 'uncertain' (all of
   * it or nothing: acquire and read the marks). After FENCED, RESTARTED and 'uncertain' it needs a new lease.
   */
  async insert(group: SampleGroup): Promise<void> {
    const lease = this.#lease;
    if (lease === undefined) {
      const message = `shard ${this.#shard}: this writer holds no lease; acquire it before inserting`;
      throw new StorageError('FENCED', message, { outcome: 'absent' });
    }
    if (this.#inserting) throw new RangeError(`shard ${this.#shard}: one INSERT at a time`);
    this.#inserting = true;
    try {
      await this.#db.upload({
        statement,
        params: { shard: this.#shard, lease, session: this.#session },
        body: group.toNative(),
        queryId: `${this.#queryPrefix}${lease}.${randomUUID()}`,
        settings: this.#settings,
      });
    } catch (error) {
      const failure = insertFailure(toStorageError(error, this.#db.where));
      const isOver = failure.code === 'FENCED' || failure.code === 'RESTARTED';
      if (failure.outcome === 'uncertain' || isOver) this.#lease = undefined;
      throw failure;
    } finally {
      this.#inserting = false;
    }
  }

  /** Whether `suspect` is what ClickHouse refuses, of which it did not say so. Writes nothing to the table. Does not throw. */
  async tryOut(suspect: SampleGroup, sound: SampleGroup): Promise<TestInsertResult> {
    return testInsert(this.#db, { suspect, sound, settings: this.#settings });
  }

  /** What is committed, of the given epochs or of all. Final only after `acquire`. */
  async readMarks(keys?: readonly MarkKey[]): Promise<Marks> {
    return readMarks(this.#db, keys);
  }

  get #queryPrefix(): string {
    return `hostwire.insert.${this.#shard}.`;
  }

  async #killOlder(): Promise<void> {
    const deadline = Date.now() + maxKillMs;
    const params = { prefix: this.#queryPrefix };
    const older = 'FROM system.processes WHERE startsWith(query_id, {prefix:String})';
    for (;;) {
      const [row] = await this.#db.query<{ running: number }>(`SELECT count() AS running ${older}`, params);
      if (row!.running === 0) return;
      if (Date.now() > deadline) {
        const message = `${this.#db.where}: an older INSERT of shard ${this.#shard} does not end after ${maxKillMs} ms`;
        throw new StorageError('OVERLOADED', message);
      }
      await this.#db.command(`KILL QUERY WHERE startsWith(query_id, '${this.#queryPrefix}') SYNC`);
      await delay(killPauseMs);
    }
  }
}

async function knownSettings(db: Database): Promise<ClickHouseSettings> {
  const rows = await db.query<{ name: string }>(
    'SELECT name FROM system.settings WHERE name IN {names:Array(String)}',
    {
      names: Object.keys(newerSettings),
    },
  );
  return Object.fromEntries(rows.map(({ name }) => [name, newerSettings[name]!]));
}

/** What a failed INSERT says about its rows. Only answers that ClickHouse gives before it writes mean that none is in. */
function insertFailure(error: StorageError): StorageError {
  if (error.code === 'FENCED' && error.message.includes(restarted))
    return new StorageError('RESTARTED', error.message, { outcome: 'absent', cause: error });
  if (error.outcome !== undefined) return error;
  const certain: readonly string[] = [
    'FENCED',
    'DATA_REFUSED',
    'AUTHENTICATION_FAILED',
    'ACCESS_DENIED',
    'DATABASE_MISSING',
  ];
  const absent =
    certain.includes(error.code) ||
    (error.serverCode !== undefined && refusedBeforeWriting.has(error.serverCode)) ||
    neverConnected(error.cause);
  const outcome: InsertOutcome = absent ? 'absent' : 'uncertain';
  const code = !absent && error.serverCode === undefined ? 'UNCERTAIN' : error.code;
  const { serverCode, cause, message } = error;
  return new StorageError(code, message, {
    outcome,
    cause,
    ...(serverCode === undefined ? {} : { serverCode }),
  });
}

/** No connection came about, so nothing was sent. */
function neverConnected(cause: unknown): boolean {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH';
}
