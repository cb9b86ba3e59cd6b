/** What a rule found of one device at one instant: a row of its query, or what the collector knows by itself. */
export interface ValueRow {
  readonly host: string;
  readonly device: string;
  readonly atMs: number;
  /** null: it could not be read; an alert stays as it is. */
  readonly value: number | null;
  readonly sinceMs?: number;
  readonly reason?: string;
}
