import type { Statement } from '../statement.ts';

/** A view with the views that its SQL reads. */
export interface OrderedView extends Statement {
  /** The name in ClickHouse. */
  readonly view: string;
  readonly reads: readonly string[];
}

/** Views in an order in which each comes after those that it reads. Throws RangeError when views read each other in a circle. */
export function inOrder(views: readonly Statement[]): OrderedView[] {
  const bySql = new Map(views.map((statement) => [viewName(statement), statement]));
  const ordered = new Map<string, OrderedView>();
  const place = (view: string, readers: readonly string[]): void => {
    if (ordered.has(view)) return;
    if (readers.includes(view))
      throw new RangeError(`views read each other: ${[...readers, view].join(' → ')}`);
    const statement = bySql.get(view)!;
    const reads = sourcesOf(statement.sql).filter((source) => bySql.has(source));
    for (const source of reads) place(source, [...readers, view]);
    ordered.set(view, { ...statement, view, reads });
  };
  for (const view of [...bySql.keys()].sort()) place(view, []);
  return [...ordered.values()];
}

/** What stands behind FROM and JOIN, whether table, view or common table expression. */
function sourcesOf(sql: string): string[] {
  const code = sql.replace(/--.*$/gm, '');
  return [...new Set(Array.from(code.matchAll(/\b(?:FROM|JOIN)\s+(\w+)/g), ([, source]) => source!))].sort();
}

function viewName({ name, sql }: Statement): string {
  const [, view] = /^CREATE OR REPLACE VIEW (\w+) AS$/m.exec(sql) ?? [];
  if (view === undefined || name !== `views/${view}.sql`)
    throw new RangeError(`${name} must hold CREATE OR REPLACE VIEW of the name of the file`);
  return view;
}
