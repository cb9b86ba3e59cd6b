/**
 * The rows that lead in one of several respects, each once: the `count` highest of each key. A row whose key is 0 or
 * NaN leads in nothing. In the order of the rows.
 */
export function topRows<Row>(
  rows: readonly Row[],
  { count, keys }: { readonly count: number; readonly keys: readonly ((row: Row) => number)[] },
): Row[] {
  const chosen = new Set<Row>();
  for (const key of keys) for (const row of leaders(rows, { count, key })) chosen.add(row);
  return rows.filter((row) => chosen.has(row));
}

/** The first `count` by the key, without sorting all rows: of equals the earlier row leads. */
function leaders<Row>(
  rows: readonly Row[],
  { count, key }: { readonly count: number; readonly key: (row: Row) => number },
): Row[] {
  const first: { readonly row: Row; readonly value: number }[] = [];
  for (const row of rows) {
    const value = key(row);
    if (!(value > (first.length < count ? 0 : first.at(-1)!.value))) continue;
    let at = first.length;
    while (at > 0 && first[at - 1]!.value < value) at--;
    first.splice(at, 0, { row, value });
    if (first.length > count) first.pop();
  }
  return first.map(({ row }) => row);
}
