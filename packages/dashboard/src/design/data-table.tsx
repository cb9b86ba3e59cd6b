import type { ComponentChildren } from 'preact';

export interface TableColumn<Row> {
  id: string;
  title: string;
  /** Numbers stand at the right. */
  number?: boolean;
  /** No wider than what is in it, and in one line: instants, states, versions. */
  tight?: boolean;
  cell: (row: Row) => ComponentChildren;
}

interface DataTableProps<Row> {
  /** For those who do not see where it stands. */
  caption: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** What is said instead of rows. */
  empty: ComponentChildren;
  /** On a phone: many short numbers stay a table that scrolls; otherwise each row becomes a small card. */
  scrolls?: boolean;
}

function classOf<Row>({ number, tight }: TableColumn<Row>): string | undefined {
  return [number && 'number', tight && 'tight'].filter(Boolean).join(' ') || undefined;
}

/** A table of at most some hundred rows; its first column names the row. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, empty, scrolls = false } = props;
  if (rows.length === 0) return <p class="card-body quiet">{empty}</p>;
  return (
    <div class="table-holder" tabIndex={0} role="group" aria-label={caption}>
      <table class={scrolls ? 'data-table' : 'data-table folds'}>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" class={classOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, i) =>
                i === 0 ? (
                  <th key={column.id} scope="row" class={classOf(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} class={classOf(column)} data-title={column.title || undefined}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
