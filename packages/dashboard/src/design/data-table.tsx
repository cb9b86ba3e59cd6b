import type { ComponentChildren } from 'preact';

export interface TableColumn<Row> {
  id: string;
  title: string;
  /** Numbers stand at the right. */
  number?: boolean;
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
}

/** A table of at most some hundred rows; its first column names the row. */
export function DataTable<Row>({ caption, columns, rows, keyOf, empty }: DataTableProps<Row>) {
  if (rows.length === 0) return <p class="card-body quiet">{empty}</p>;
  return (
    <div class="table-holder" tabIndex={0} role="group" aria-label={caption}>
      <table class="data-table">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ id, title, number }) => (
              <th key={id} scope="col" class={number ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ id, number, cell }, i) =>
                i === 0 ? (
                  <th key={id} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={id} class={number ? 'number' : undefined}>
                    {cell(row)}
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
