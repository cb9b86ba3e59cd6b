/** What a query needs of a database: `Database` is one. Values go in as bound parameters, never as text. */
export interface QueryRunner {
  query<Row>(sql: string, params?: Record<string, unknown>): Promise<Row[]>;
}
