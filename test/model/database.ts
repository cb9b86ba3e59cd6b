/**
 * What ClickHouse does, as far as commits depend on it. An INSERT is atomic. It is under way until it arrives, is held
 * against the lease then, runs, and is published with its answer; whoever sent it may be gone long before. A kill ends
 * what runs, and does not see what is under way. Committed rows are on the disk: a restart keeps them.
 */
export interface Row {
  readonly agent: number;
  readonly chain: string;
  readonly isTombstone: boolean;
}

type Outcome = 'committed' | 'fenced' | 'data refused' | 'overloaded' | 'refused';

export interface Insert {
  /** The collector that waits for the answer; -1: none any more. */
  owner: number;
  lease: number;
  readonly rows: readonly Row[];
  at: 'under way' | 'running' | Outcome;
}

/** Whether the database refuses it. */
export function isPoison({ agent, chain }: Row, { poison }: { readonly poison?: number }): boolean {
  return agent === 0 && chain.length === poison;
}

export interface DatabaseState {
  lease: number;
  inserts: Insert[];
  /** By agent, in the order in which they appeared. */
  rows: Row[][];
}

export function arrive(
  database: DatabaseState,
  insert: Insert,
  {
    checksLease,
    refuses,
    refusal,
  }: { checksLease: boolean; refuses: (row: Row) => boolean; refusal: 'data refused' | 'refused' },
): void {
  if (checksLease && insert.lease !== database.lease) insert.at = 'fenced';
  else if (insert.rows.some(refuses)) insert.at = refusal;
  else insert.at = 'running';
}

export function publish(database: DatabaseState, insert: Insert): void {
  for (const row of insert.rows) database.rows[row.agent]!.push(row);
  insert.at = 'committed';
}

/** Ends every INSERT that runs; gives back who waited for one. */
export function killRunning(database: DatabaseState): number[] {
  const killed = database.inserts.filter(({ at }) => at === 'running');
  database.inserts = database.inserts.filter(({ at }) => at !== 'running');
  return killed.map(({ owner }) => owner).filter((owner) => owner >= 0);
}

export function markOf(database: DatabaseState, agent: number): Row | undefined {
  const rows = database.rows[agent]!;
  return rows.reduce<Row | undefined>(
    (highest, row) => (highest !== undefined && highest.chain.length >= row.chain.length ? highest : row),
    undefined,
  );
}

/** Answers that nobody waits for are of no consequence, and only the order of leases is. */
export function tidy(database: DatabaseState, writers: readonly { lease: number }[]): void {
  database.inserts = database.inserts.filter(
    ({ owner, at }) => owner >= 0 || at === 'under way' || at === 'running',
  );
  const leases = [
    database.lease,
    ...writers.map(({ lease }) => lease),
    ...database.inserts.map(({ lease }) => lease),
  ];
  const ranks = [...new Set([0, ...leases])].sort((a, b) => a - b);
  for (const insert of database.inserts) insert.lease = ranks.indexOf(insert.lease);
  for (const writer of writers) writer.lease = ranks.indexOf(writer.lease);
  database.lease = ranks.indexOf(database.lease);
}
