import type { Database } from '../database.ts';

/** Of the budget: so much goes at least when the oldest part of a day goes, and so much a merge takes beside it. */
const budgetShare = 1 / 16;
const leastBytes = 2 ** 24;
/** From here on days are let go of as a whole, and ClickHouse's own limits are as good. */
const mostBytes = 2 ** 32;
/**
 * Until the files of parts that were merged are deleted. ClickHouse waits for eight minutes, because merged parts may not be on
 * the disk yet; those of `samples` are synced.
 */
const oldPartsSeconds = 60;

const names = ['max_bytes_to_merge_at_max_space_in_pool', 'old_parts_lifetime'] as const;

/** What the parts of `samples` have to keep to under a budget; empty where ClickHouse's own limits will do. */
export type PartSettings = Readonly<Partial<Record<(typeof names)[number], number>>>;

/** The limit is a power of two, so that it is not set again whenever the budget moves. */
export function partSettings(budgetBytes: number): PartSettings {
  const limit = 2 ** Math.floor(Math.log2(Math.max(budgetBytes * budgetShare, leastBytes)));
  if (limit > mostBytes) return {};
  return { max_bytes_to_merge_at_max_space_in_pool: limit, old_parts_lifetime: oldPartsSeconds };
}

/**
 * Of a small disk, parts of `samples` stay small: the oldest of a day that still fills can then go one by one, and neither merges
 * nor what they leave take the reserve. Does nothing when it is set already. Throws StorageError.
 */
export async function setPartSettings(db: Database, settings: PartSettings): Promise<void> {
  const [row] = await db.query<{ engine: string }>(
    "SELECT engine_full AS engine FROM system.tables WHERE database = currentDatabase() AND name = 'samples'",
  );
  for (const name of names) {
    const [, current] = new RegExp(`${name} = (\\d+)`).exec(row?.engine ?? '') ?? [];
    const value = settings[name];
    if (current === value?.toString()) continue;
    await db.command(
      value === undefined
        ? `ALTER TABLE samples RESET SETTING ${name}`
        : `ALTER TABLE samples MODIFY SETTING ${name} = ${value}`,
    );
  }
}
