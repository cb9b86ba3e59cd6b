import type { ClickHouseSettings } from '@clickhouse/client';

/** What a query needs of a database: `Database` is one. Values go in as bound parameters, never as text. */
export interface QueryRunner {
  query<Row>(
    sql: string,
    params?: Readonly<Record<string, unknown>>,
    settings?: ClickHouseSettings,
  ): Promise<Row[]>;
}

/** What writes a few rows durably: `Database` is one. */
export interface RowInserter {
  insertRows(table: string, rows: readonly object[]): Promise<void>;
}
