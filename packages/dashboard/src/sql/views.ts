import { queryRows } from '../api/sql.ts';

/** A column of a documented view. */
export interface ViewColumn {
  readonly view: string;
  readonly column: string;
  readonly type: string;
}

/** The views are the contract; base tables may change, so they are not offered. */
const viewsSql = `SELECT table AS view, name AS column, type FROM system.columns
WHERE database = currentDatabase() AND table IN (SELECT name FROM system.tables WHERE database = currentDatabase() AND engine = 'View')
ORDER BY view, position`;

export async function readViews(signal: AbortSignal): Promise<Map<string, ViewColumn[]>> {
  const views = new Map<string, ViewColumn[]>();
  for (const row of await queryRows<ViewColumn>(viewsSql, signal)) {
    const columns = views.get(row.view);
    if (columns === undefined) views.set(row.view, [row]);
    else columns.push(row);
  }
  return views;
}
