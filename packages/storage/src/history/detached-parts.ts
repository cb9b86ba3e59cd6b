import type { QueryRunner } from '../query-runner.ts';

/** A part that ClickHouse took out of a table: what is in it is not in any answer. */
export interface DetachedPart {
  readonly table: string;
  readonly part: string;
  /** `broken`, `broken-on-start`, `unexpected`, …; '' when a person detached it. */
  readonly reason: string;
  readonly bytes: number;
}

/** Named at most; the table itself tells of all. */
const maxParts = 100;

/** Parts that were set aside and that nothing replaces: those that ClickHouse clones or ignores on purpose are left out. */
export function readDetachedParts(db: QueryRunner): Promise<DetachedPart[]> {
  return db.query<DetachedPart>(`
    SELECT table, name AS part, ifNull(reason, '') AS reason, ifNull(bytes_on_disk, 0) AS bytes
    FROM system.detached_parts
    WHERE database = currentDatabase() AND ifNull(reason, '') NOT IN ('ignored', 'covered-by-broken', 'clone', 'attaching', 'deleting')
    ORDER BY table, part
    LIMIT ${maxParts}`);
}
