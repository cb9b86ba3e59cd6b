/**
 * A disk that lost the content of a file: a part of `samples` with older numbers, whose sources are gone, is empty when
 * ClickHouse starts again. It is set aside, and newer parts hide that. Agents fill the hole from what they still keep; the one
 * that keeps 8 s has to say `database_lost`, with exactly the numbers that are missing.
 */
import { readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '../../harness/wait.ts';
import type { ChaosDatabase } from '../chaos-database.ts';
import type { Fault } from '../fault.ts';
import { isKept } from './databases.ts';
import { readNumbers, type NumberRange } from '../stored.ts';

const refillLimitMs = 150_000;
/** Agents keep what is acknowledged for 15 minutes: an older part could not be filled by anybody. */
const maxAgeSeconds = 600;

interface Part {
  readonly name: string;
  readonly path: string;
}

/** The oldest that agents can fill but not the newest of all, and the folders of those that it was merged from. */
async function choosePart(
  database: ChaosDatabase,
): Promise<{ part: Part; sources: readonly Part[] } | undefined> {
  const parts = await database.query<
    Part & { active: number; first: number; last: number; partition: string }
  >(`
    SELECT name, path, active, min_block_number AS first, max_block_number AS last, partition_id AS partition
    FROM system.parts WHERE database = 'hostwire' AND table = 'samples' ORDER BY last`);
  const active = parts.filter((part) => part.active === 1).slice(0, -1);
  const [young] = await database.query<{ names: string[] }>(`
    SELECT groupArray(part) AS names FROM (
      SELECT _part AS part FROM samples GROUP BY part HAVING min(recv_ts) > now() - ${maxAgeSeconds})`);
  const part = active.find(({ name }) => young?.names.includes(name));
  if (part === undefined) return undefined;
  const isSource = (other: (typeof parts)[number]) =>
    other.active === 0 &&
    other.partition === part.partition &&
    other.first >= part.first &&
    other.last <= part.last;
  return { part, sources: parts.filter(isSource) };
}

/** Empties what holds its columns. */
function breakPart({ path }: Part): void {
  for (const file of readdirSync(path)) if (file.endsWith('.bin')) truncateSync(join(path, file));
}

const isIn = (ranges: readonly NumberRange[], { key, seq }: { key: string; seq: number }) =>
  ranges.some((range) => range.key === key && range.first <= seq && seq <= range.last);

export const brokenPart: Fault = {
  name: 'part-broken-and-refilled',
  async strike({ database, agents }) {
    const chosen = await choosePart(database);
    if (chosen === undefined) return 0;
    const { part, sources } = chosen;
    const held = await readNumbers(database, `_part = '${part.name}'`);
    database.isBehind = true;
    await database.kill();
    for (const { path } of sources) rmSync(path, { recursive: true, force: true });
    breakPart(part);
    await database.start();
    const left = await readNumbers(database);
    const lost = held.flatMap(({ key, first, last }) =>
      Array.from({ length: last - first + 1 }, (_, i) => ({ key, seq: first + i })),
    );
    const gone = lost.filter((number) => !isIn(left, number));
    database.noteLost(gone);
    await waitFor('the hole of the broken part is filled or explained', refillLimitMs, async () => {
      const now = await readNumbers(database);
      return gone.every((number) => !isKept(agents, number.key) || isIn(now, number));
    });
    database.isBehind = false;
    return gone.length > 0 ? 1 : 0;
  },
};
