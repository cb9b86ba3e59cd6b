import type { QueryRunner, RowInserter } from '../query-runner.ts';
import { fromMs, ms } from './moment.ts';

export interface BoardRow {
  readonly name: string;
  /** JSON. */
  readonly board: string;
  readonly removed: number;
  readonly changedMs: number;
  readonly actor: string;
  /** The row with the highest version counts; +1 at each change. */
  readonly version: number;
}

/** Also those that were removed. */
export function readBoards(db: QueryRunner): Promise<BoardRow[]> {
  return db.query(
    `SELECT name, board, removed, ${ms('changed')} AS changedMs, actor, version FROM boards FINAL ORDER BY name`,
  );
}

/** Returns when the row is on disk. */
export async function writeBoard(db: RowInserter, { changedMs, ...row }: BoardRow): Promise<void> {
  await db.insertRows('boards', [{ ...row, changed: fromMs(changedMs) }]);
}
