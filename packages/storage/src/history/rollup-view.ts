import type { ColumnGroup } from '@hostwire/protocol';
import type { Statement } from '../statement.ts';
import { viewFiles } from '../view-files.ts';
import { isAdditive, rolledGroups, rollupLevels, rollupTable, type RollupLevel } from './rollup-level.ts';

/** The views of all groups and levels: `cpu_1m`, `cpu_1h`. */
export function rollupViews(): Statement[] {
  return rolledGroups.flatMap((group) => {
    const raw = viewFiles.find(({ name }) => name === `views/${group.name}.sql`);
    if (raw === undefined) throw new RangeError(`the group ${group.name} has no view`);
    return rollupLevels.map((level) => ({
      name: `views/${group.name}_${level.suffix}.sql`,
      sql: rollupViewSql(group, level, raw.sql),
    }));
  });
}

/** NULL without a value, and never a NaN below it: ClickHouse converts what lies below a NULL, too. */
function meanOf(column: string): string {
  return `if(${column}_count = 0, NULL, ${column}_sum / greatest(${column}_count, 1))`;
}

/**
 * The view of the samples, over roll-ups: its columns mean what they mean there, with sums of increments and averages of
 * levels in the place of single values, and `_min` and `_max` of each level that it shows. What a view takes from another
 * group is NULL.
 */
function rollupViewSql(group: ColumnGroup, level: RollupLevel, raw: string): string {
  const { name, devices } = group;
  const code = raw.replace(/--.*$/gm, '').replace(/^\s*\n/gm, '');
  const [, alias = 'name'] = /ARRAY JOIN \w+_text\.name AS (\w+)/.exec(code) ?? [];
  const items = code
    .slice(code.indexOf('AS\n') + 3)
    .replace(
      /FROM samples\n(?:\s*ARRAY JOIN .*\n)?\s*WHERE [^)]*(?:\([^)]*\)[^)]*)*?(?=\n\)|$)/,
      'FROM rollup',
    )
    .replace(
      /toUInt32\(ifNull\(span\.\w+, samples\.interval_ms\)\) AS interval_ms/,
      'r.interval_ms AS interval_ms',
    );
  const bands = group.columns.flatMap((column) =>
    isAdditive(column) ? [] : bandItems(group, column.name, items),
  );
  const averaged = replaceValues(group, items, (column) =>
    isAdditive(column) ? `r.${column.name}` : meanOf(`r.${column.name}`),
  );
  const table = rollupTable(group, level);
  const source =
    devices && alias !== 'name'
      ? `(SELECT *, name AS ${alias} FROM ${table} FINAL) AS r`
      : `${table} AS r FINAL`;
  const withBands = averaged.replace(
    /\n(\s*)FROM rollup/,
    (_, indent: string) =>
      [...bands, 'r.samples AS samples'].map((item) => `,\n  ${item}`).join('') + `\n${indent}FROM ${source}`,
  );
  return `CREATE OR REPLACE VIEW ${name}_${level.suffix} AS\n${foreignAsNull(withBands)}`;
}

/** Lowest and highest of what the view shows of one level, where it shows it alone. */
function bandItems(group: ColumnGroup, column: string, items: string): string[] {
  const value = `${group.name}\\.${column}${group.devices ? '\\[i\\]' : ''}`;
  const lines = items.matchAll(new RegExp(`^\\s+([^\\n]*\\b${value}[^\\n]*) AS (\\w+),?$`, 'gm'));
  for (const [, expression, shown] of lines) {
    const others = expression!.replace(new RegExp(value, 'g'), '');
    const isAlone = !/[a-z]\w*\.\w+|interval_ms|\bCAST\b/.test(others);
    const isTaken = new RegExp(` AS ${shown!}_m(?:in|ax)\\b`).test(items);
    if (!isAlone || isTaken) continue;
    return ['min', 'max'].map(
      (end) => `${expression!.replace(new RegExp(value, 'g'), `r.${column}_${end}`)} AS ${shown!}_${end}`,
    );
  }
  return [];
}

function replaceValues(
  { name, devices, columns }: ColumnGroup,
  sql: string,
  valueOf: (column: ColumnGroup['columns'][number]) => string,
): string {
  const index = devices ? '\\[i\\]' : '';
  const values = columns.reduce(
    (text, column) =>
      text.replace(new RegExp(`\\b${name}\\.${column.name}\\b${index}`, 'g'), valueOf(column)),
    sql,
  );
  return values.replace(new RegExp(`\\b${name}_text\\.(\\w+)\\[i\\]`, 'g'), 'r.$1');
}

/** Values of other groups than the view's own are not kept beside it. */
function foreignAsNull(sql: string): string {
  return sql.replace(/(?<![\w.'])(?!r\.)[a-z]\w*\.[a-z]\w+\b(?!\()/g, "CAST(NULL, 'Nullable(Float64)')");
}
