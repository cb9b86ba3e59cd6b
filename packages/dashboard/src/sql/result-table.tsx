import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { cellText } from '../api/sql.ts';
import type { SqlResult, SqlValue } from '../api/sql.ts';

/** More rows than these are counted, and are in the download. */
const shownRows = 1_000;
const numberType = /Int|Float|Decimal/;

function compare(a: SqlValue, b: SqlValue): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const [x, y] = [Number(a), Number(b)];
  return Number.isNaN(x) || Number.isNaN(y)
    ? cellText(a).localeCompare(cellText(b), 'en', { numeric: true })
    : x - y;
}

/** The rows of an answer; pressing a heading orders by it. */
export function ResultTable({ result }: { result: SqlResult }) {
  const order = useSignal<{ column: number; descending: boolean } | undefined>(undefined);
  const { meta, data } = result;
  const rows = useMemo(() => {
    const by = order.value;
    if (by === undefined) return data;
    const sign = by.descending ? -1 : 1;
    return [...data].sort((a, b) => sign * compare(a[by.column] ?? null, b[by.column] ?? null));
  }, [data, order.value]);
  if (rows.length === 0) return <p class="card-body quiet">The query gave no rows.</p>;
  const press = (column: number): void => {
    order.value = { column, descending: order.value?.column === column ? !order.value.descending : true };
  };
  return (
    <div class="table-holder result" tabIndex={0} role="group" aria-label="Result">
      <table class="data-table">
        <caption class="visually-hidden">Result</caption>
        <thead>
          <tr>
            {meta.map(({ name, type }, i) => (
              <th key={name} scope="col" class={numberType.test(type) ? 'number' : undefined} title={type}>
                <button type="button" onClick={() => press(i)}>
                  {name} {order.value?.column === i ? (order.value.descending ? '▼' : '▲') : ''}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shownRows).map((row, r) => (
            <tr key={r}>
              {row.map((value, i) => (
                <td
                  key={i}
                  class={`${numberType.test(meta[i]?.type ?? '') ? 'number' : ''} ${value === null ? 'quiet' : ''}`}
                >
                  {cellText(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shownRows && (
        <p class="card-body quiet">
          {shownRows.toLocaleString('en')} of {rows.length.toLocaleString('en')} rows are shown; the download
          has all.
        </p>
      )}
    </div>
  );
}
