/** ClickHouse that refuses, runs out of something, or is put back into an older state. */
import { waitFor } from '../../harness/wait.ts';
import type { ChaosDatabase } from '../chaos-database.ts';
import type { ChaosAgent } from '../chaos-agent.ts';
import { signal, type Fault } from '../fault.ts';
import { pause, until } from '../pause.ts';
import type { Random } from '../random.ts';
import { readNewest, type Numbers } from '../stored.ts';
import type { World } from '../world.ts';

const refillLimitMs = 90_000;
/** Less than what the embedded ClickHouse keeps free. */
const belowReserveBytes = 128 * 2 ** 20;
const newLimitMs = 10_000;
const settledMs = 400;
const settledReads = 3;
const fewParts = 5;

/** INSERTs of samples that failed with one of these errors, since a moment of the server's clock. */
async function refusals(database: ChaosDatabase, codes: readonly number[]): Promise<number> {
  const [found] = await database.query<{ count: number }>(
    `SELECT sum(value) AS count FROM system.errors WHERE code IN (${codes.join(', ')})`,
  );
  return found?.count ?? 0;
}

/** For so long; how often ClickHouse said these codes meanwhile. */
async function refusing(
  database: ChaosDatabase,
  { codes, ms, begin, end }: { codes: readonly number[]; ms: number; begin: string[]; end: string[] },
): Promise<number> {
  const before = await refusals(database, codes);
  try {
    for (const sql of begin) await database.command(sql);
    await pause(ms);
  } finally {
    await database.answers();
    for (const sql of end) await database.command(sql);
    database.sync(); // or a power cut brings the fault back
  }
  return (await refusals(database, codes)) - before;
}

function isLower(now: Numbers, before: Numbers): boolean {
  return [...before].some(([key, seq]) => (now.get(key) ?? 0) < seq);
}

/** undefined: ClickHouse ended, as it sometimes does when it cannot write; it is started again, and nothing is committed. */
function newestOnFullDisk(database: ChaosDatabase): Promise<Numbers | undefined> {
  return readNewest(database).catch(() => undefined);
}

/** Not of an agent that keeps so little that a closed epoch may be gone from its disk. */
function isKept(agents: readonly ChaosAgent[], key: string): boolean {
  const states = agents.filter(({ forgets }) => forgets).map((agent) => agent.state());
  const owner = states.find((state) => state !== undefined && key.startsWith(state.agent_id));
  return owner === undefined || key.endsWith(owner.spool.epoch);
}

/** What is under way while the collector stands still is acknowledged when it goes on: the answer waits in its socket. */
async function readSettled(database: ChaosDatabase): Promise<Map<string, number>> {
  let newest = await readNewest(database);
  for (let same = 0; same < settledReads; same++) {
    await pause(settledMs);
    const now = await readNewest(database);
    if (isLower(newest, now)) same = -1;
    newest = now;
  }
  return newest;
}

/**
 * 1: something that had been committed was gone. The collector stands still while the server dies, so that all it ever
 * acknowledged is known; `isUnnoticed`: also until the older state is up.
 */
async function rollBack(world: World, random: Random, { isUnnoticed = false } = {}): Promise<number> {
  const { database, agents, collector } = world;
  database.saveCopy();
  const copied = await readNewest(database);
  await until(async () => isLower(copied, await readNewest(database)), newLimitMs);
  await pause(random.pick([0, 2_000, 6_000, 14_000])); // one agent keeps 8 s
  const isFrozen = signal(collector.pid, 'SIGSTOP');
  const thaw = () => isFrozen && signal(collector.pid, 'SIGCONT');
  const before = await readSettled(database);
  database.noteCommitted(before);
  database.isBehind = true;
  await database.kill();
  if (!isUnnoticed) thaw();
  database.restoreCopy();
  await database.start();
  if (isUnnoticed) thaw();
  await waitFor('agents have refilled what the database lost', refillLimitMs, async () => {
    const now = await readNewest(database);
    for (const key of before.keys()) if (!isKept(agents, key)) before.delete(key);
    return !isLower(now, before);
  });
  database.isBehind = false;
  return isLower(copied, before) ? 1 : 0;
}

const tooManyParts = 252;
const readOnlyTable = 774;

export const databaseFaults: readonly Fault[] = [
  {
    name: 'database-disk-full',
    needs: ['cutOffDisk'],
    async strike({ databaseDisk, database }, random) {
      // Half of the times in two steps: INSERTs are refused, and no write fails.
      if (random.next() < 0.5) databaseDisk!.fill(belowReserveBytes);
      await pause(1_500);
      try {
        databaseDisk!.fill();
        await pause(500);
        const before = await newestOnFullDisk(database);
        await pause(random.pick([3_000, 6_000]));
        const after = await newestOnFullDisk(database);
        // Nothing was committed meanwhile.
        return before !== undefined && after !== undefined && isLower(before, after) ? 0 : 1;
      } finally {
        databaseDisk!.free();
        await database.answers();
      }
    },
  },
  {
    name: 'database-too-many-parts',
    strike: ({ database }, random) =>
      refusing(database, {
        codes: [tooManyParts],
        ms: random.pick([4_000, 6_000]),
        begin: [
          'SYSTEM STOP MERGES samples',
          `ALTER TABLE samples MODIFY SETTING parts_to_throw_insert = ${fewParts}, parts_to_delay_insert = ${fewParts}`,
        ],
        end: [
          'ALTER TABLE samples RESET SETTING parts_to_throw_insert, parts_to_delay_insert',
          'SYSTEM START MERGES samples',
        ],
      }),
  },
  {
    name: 'database-read-only-table',
    strike: ({ database }, random) =>
      refusing(database, {
        codes: [readOnlyTable],
        ms: random.pick([2_000, 5_000]),
        begin: ['ALTER TABLE samples MODIFY SETTING table_readonly = 1'],
        end: ['ALTER TABLE samples RESET SETTING table_readonly'],
      }),
  },
  {
    name: 'database-memory-limit',
    async strike({ databaseProxy }, random) {
      const before = databaseProxy.counts.starved;
      const count = random.between(1, 4);
      databaseProxy.starveInserts(count);
      await until(() => databaseProxy.counts.starved >= before + count, 8_000);
      databaseProxy.heal();
      return databaseProxy.counts.starved - before;
    },
  },
  // All that was acknowledged since the copy is gone: agents refill it from what they still keep.
  { name: 'rollback-and-refill', strike: (world, random) => rollBack(world, random) },
  {
    // The collector sees neither the server die nor its first refusal.
    name: 'rollback-behind-frozen-collector',
    strike: (world, random) => rollBack(world, random, { isUnnoticed: true }),
  },
];
