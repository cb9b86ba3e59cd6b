/**
 * A disk that lost the content of a file: a part of `samples` with older numbers, whose sources are gone, is empty when
 * ClickHouse starts again. It is set aside, and newer parts hide that. Agents fill the hole from what they still keep; the one
 * that keeps 8 s has to say `database_lost`, with exactly the numbers that are missing. So the fault waits until that agent
 * has deleted numbers that are in such a part.
 */
import { readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '../../harness/wait.ts';
import type { ChaosAgent } from '../chaos-agent.ts';
import type { ChaosDatabase } from '../chaos-database.ts';
import type { Fault } from '../fault.ts';
import { numbersIn, numbersOf, readNewest, readNumbers, type NumberRange } from '../stored.ts';
import { readForgetful } from '../forgetful.ts';

/** A segment of the forgetful agent is full, acknowledged, and has had its grace. */
const forgetLimitMs = 150_000;
/** Of so many a part has lost its checksums, too. */
const withoutChecksums = 0.5;
/** Found within a minute; then agents look at their closed epochs, one after the other, five to ten seconds each. */
const refillLimitMs = 300_000;
/** Agents keep what is acknowledged for 15 minutes: an older part could not be filled by anybody. */
const maxAgeSeconds = 480;

interface Part {
  readonly name: string;
  readonly path: string;
}

interface OlderPart extends Part {
  readonly numbers: readonly NumberRange[];
  /** The folders of those that it was merged from. */
  readonly sources: readonly Part[];
}

/** Not the newest of all, and young enough that agents can fill it. Oldest first. */
async function readOlderParts(database: ChaosDatabase): Promise<OlderPart[]> {
  const parts = await database.query<
    Part & { active: number; first: number; last: number; partition: string }
  >(`
    SELECT name, path, active, min_block_number AS first, max_block_number AS last, partition_id AS partition
    FROM system.parts WHERE database = 'hostwire' AND table = 'samples' ORDER BY last`);
  const [young] = await database.query<{ names: string[] }>(`
    SELECT groupArray(part) AS names FROM (
      SELECT _part AS part FROM samples GROUP BY part HAVING min(recv_ts) > now() - ${maxAgeSeconds})`);
  const isYoung = ({ name }: Part) => young?.names.includes(name) === true;
  const older = parts
    .filter(({ active }) => active === 1)
    .slice(0, -1)
    .filter(isYoung);
  return Promise.all(
    older.map(async (part) => ({
      ...part,
      numbers: await readNumbers(database, `_part = '${part.name}'`),
      sources: parts.filter(
        (other) =>
          other.active === 0 &&
          other.partition === part.partition &&
          other.first >= part.first &&
          other.last <= part.last,
      ),
    })),
  );
}

/**
 * The oldest part with a number that the forgetful agent made in its present epoch and has deleted: if there is one, a part
 * that has numbers which it still keeps, too, so that the gap has to end within the part.
 */
async function findForgotten(
  database: ChaosDatabase,
  agents: readonly ChaosAgent[],
): Promise<OlderPart | undefined> {
  const parts = await readOlderParts(database);
  const forgetful = readForgetful(agents);
  const has = (part: OlderPart, isKept: boolean) =>
    forgetful.some(({ present, kept }) =>
      numbersIn(part.numbers).some(({ key, number }) => key === present && kept.has(number) === isKept),
    );
  const forgotten = parts.filter((part) => has(part, false));
  return forgotten.find((part) => has(part, true)) ?? forgotten[0];
}

/** Of parts that no merge changes any more until ClickHouse starts again. */
async function choosePart(
  database: ChaosDatabase,
  agents: readonly ChaosAgent[],
): Promise<OlderPart | undefined> {
  if ((await findForgotten(database, agents)) === undefined) return undefined;
  await database.command('SYSTEM STOP MERGES samples');
  const part = await findForgotten(database, agents);
  if (part === undefined) await database.command('SYSTEM START MERGES samples');
  return part;
}

/** Empties what holds its columns. */
function breakPart({ path, sources }: OlderPart): void {
  for (const source of sources) rmSync(source.path, { recursive: true, force: true });
  for (const file of readdirSync(path)) if (file.endsWith('.bin')) truncateSync(join(path, file));
}

async function isSetAside(database: ChaosDatabase, { name }: Part): Promise<boolean> {
  const active = await database.query(
    `SELECT 1 FROM system.parts WHERE table = 'samples' AND active AND name = '${name}'`,
  );
  return active.length === 0;
}

/** Of these numbers, those that the agent whose they are could not give any more; undefined: some are not filled yet. */
async function whatWasLost(
  database: ChaosDatabase,
  agents: readonly ChaosAgent[],
  numbers: readonly NumberRange[],
): Promise<string[] | undefined> {
  const forgetful = readForgetful(agents); // first: what is filled may be deleted again soon
  const stored = numbersOf(await readNumbers(database));
  const isForgotten = (key: string, number: string) =>
    forgetful.some((agent) => agent.owns(key) && !agent.kept.has(number));
  // Of a closed epoch that is deleted nobody can say what the database lost.
  const isGone = (key: string, number: string) =>
    isForgotten(key, number) && !forgetful.some(({ present }) => present === key);
  const held = numbersIn(numbers);
  if (held.some(({ key, number }) => !stored.has(number) && !isGone(key, number))) return undefined;
  return held.filter(({ key, number }) => isForgotten(key, number)).map(({ number }) => number);
}

export const brokenPart: Fault = {
  name: 'part-broken-and-refilled',
  async strike({ database, agents }, random) {
    // On a busy machine that takes too long now and then: all that stands there can still be given again.
    const part = await waitFor('an agent has deleted numbers of an older part', forgetLimitMs, () =>
      choosePart(database, agents),
    ).catch(() => undefined);
    if (part === undefined) return 0;
    database.noteCommitted(await readNewest(database));
    database.isBehind = true;
    await database.kill();
    breakPart(part);
    if (random.next() < withoutChecksums) rmSync(join(part.path, 'checksums.txt'), { force: true });
    await database.start();
    // At its start by ClickHouse; a part that lost its checksums is served, and set aside by the collector.
    await waitFor('the broken part is set aside', refillLimitMs, () => isSetAside(database, part));
    const lost = await waitFor('the hole of the broken part is filled or explained', refillLimitMs, () =>
      whatWasLost(database, agents, part.numbers),
    );
    database.noteLost(lost);
    database.isBehind = false;
    return lost.length > 0 ? 1 : 0;
  },
};
