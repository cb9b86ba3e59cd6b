/** One file of packages/storage/tables or packages/storage/views: one statement, which may run any number of times. */
export interface Statement {
  /** Of the file: `tables/0004_samples.sql`. */
  readonly name: string;
  readonly sql: string;
  /** Run instead when another text of the same name was applied before. */
  readonly again?: string;
}
