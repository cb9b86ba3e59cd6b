/**
 * The rows that lead in one of several respects, each once: the `count` highest of each key. A row whose key is 0 or
 * NaN leads in nothing. In the order of the rows.
 */
export function topRows<Row>(
  rows: readonly Row[],
  { count, keys }: { readonly count: number; readonly keys: readonly ((row: Row) => number)[] },
): Row[] {
  const chosen = new Set<Row>();
  for (const key of keys) {
    const leaders = rows.filter((row) => key(row) > 0).sort((a, b) => key(b) - key(a));
    for (const row of leaders.slice(0, count)) chosen.add(row);
  }
  return rows.filter((row) => chosen.has(row));
}
