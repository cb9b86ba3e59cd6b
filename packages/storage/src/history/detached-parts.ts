import type { QueryRunner } from '../query-runner.ts';

/** A part that ClickHouse took out of a table: what is in it is not in any answer. */
export interface DetachedPart {
  readonly table: string;
  readonly part: string;
  /** `broken`, `broken-on-start`, `unexpected`, …; '' when a person detached it. */
  readonly reason: string;
  readonly bytes: number;
  /** Of a roll-up that was computed again: the time that nothing is left to compute from, ms since 1970. */
  readonly lost: { readonly fromMs: number; readonly toMs: number } | null;
}

/** Named at most; the table itself tells of all. */
const maxParts = 100;

/** SQL: whether a row of system.detached_parts was set aside and nothing replaces it. ClickHouse clones or ignores some on purpose. */
export function setAsideSql(alias: string): string {
  return `ifNull(${alias}.reason, '') NOT IN ('ignored', 'covered-by-broken', 'clone', 'attaching', 'deleting')`;
}

/** Parts that were set aside, but for those of roll-ups whose windows are all there again. */
export async function readDetachedParts(db: QueryRunner): Promise<DetachedPart[]> {
  const rows = await db.query<Omit<DetachedPart, 'lost'> & { fromMs: number | null; toMs: number | null }>(`
    SELECT d.table AS table, d.name AS part, ifNull(d.reason, '') AS reason, ifNull(d.bytes_on_disk, 0) AS bytes,
      1000 * toUnixTimestamp(r.lost_from) AS fromMs, 1000 * toUnixTimestamp(r.lost_to) AS toMs
    FROM system.detached_parts AS d
    LEFT JOIN (SELECT *, 1 AS is_repaired FROM rollup_repairs FINAL) AS r
      ON r.table_name = d.table AND r.part = d.name AND r.set_aside = d.modification_time
    WHERE d.database = currentDatabase() AND ${setAsideSql('d')} AND NOT (r.is_repaired = 1 AND r.lost_from IS NULL)
    ORDER BY table, part
    LIMIT ${maxParts}`);
  return rows.map(({ fromMs, toMs, ...part }) => {
    return { ...part, lost: fromMs === null || toMs === null ? null : { fromMs, toMs } };
  });
}
