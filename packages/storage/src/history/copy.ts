/**
 * Copies the whole database to another server, partition by partition: into a table beside, which takes the partition's place by
 * one rename, and is then compared with the source. So a copy that is killed goes on where it was, and one that is repeated
 * copies what changed.
 *
 * The target is empty at first, and then belongs to the source: the table `copy_source` says so until the copy is final. Nobody may
 * write to it meanwhile.
 */
import type { Database } from '../database.ts';
import { stringLiteral } from '../sql-literal.ts';
import { StorageError } from '../storage-error.ts';

/** Made by the schema itself, or meant for one server. */
const leftOut: ReadonlySet<string> = new Set([
  'schema_migrations',
  'writer_lease',
  'writer_session',
  'copy_source',
]);
const stage = 'copy_stage';
const maxAttempts = 3;

/** Long statements: something is heard of them all the time. */
const patient = { send_progress_in_http_headers: 1, http_headers_progress_interval_ms: '5000' } as const;
const insertSettings = {
  async_insert: 0,
  insert_deduplicate: 0,
  optimize_on_insert: 0,
  max_insert_threads: '1',
  min_insert_block_size_rows: '200000',
  min_insert_block_size_bytes: '67108864',
  wait_end_of_query: 1,
} as const;

export interface CopyProgress {
  readonly table: string;
  readonly partition: string;
  readonly rows: number;
}

export interface CopyReport {
  readonly tables: number;
  readonly partitions: number;
  /** Of them, those that had to be copied now. */
  readonly copied: number;
  readonly rows: number;
}

export interface CopyRequest {
  readonly from: Database;
  /** With the schema in place (`migrate`). */
  readonly to: Database;
  /** Whether nothing writes to the source any more: then the target is complete, and free to be used. */
  readonly isFinal: boolean;
  readonly onCopied?: (progress: CopyProgress) => void;
  readonly signal?: AbortSignal;
}

interface Table {
  readonly name: string;
  /** Its rows count once they are merged. */
  readonly isReplacing: number;
}

interface Fingerprint {
  readonly rows: number;
  /** Of all values of all rows, whatever their order. */
  readonly sum: string;
}

interface Piece {
  readonly table: Table;
  /** Its id; of a table without partitions `all`. */
  readonly partition: string;
}

/**
 * Resolves when the target holds what the source holds, by count and checksum of every partition.
 *
 * @throws StorageError `COPY_REFUSED` when the target holds data of its own; others when a server cannot be asked
 */
export async function copyDatabase(request: CopyRequest): Promise<CopyReport> {
  const { from, to, isFinal, signal } = request;
  await claim(request);
  const tables = await tablesOf(from);
  let [partitions, copied, rows] = [0, 0, 0];
  for (const table of tables) {
    const wanted = await partitionsOf(from, table);
    for (const extra of (await partitionsOf(to, table)).filter((id) => !wanted.includes(id)))
      await to.command(`ALTER TABLE \`${table.name}\` DROP PARTITION ID ${stringLiteral(extra)}`);
    for (const partition of wanted) {
      signal?.throwIfAborted();
      const { isCopied, rows: count } = await settle(request, { table, partition });
      partitions += 1;
      copied += isCopied ? 1 : 0;
      rows += count;
    }
  }
  await to.command(`DROP TABLE IF EXISTS ${stage} SYNC`);
  if (isFinal) await to.command('DROP TABLE IF EXISTS copy_source SYNC');
  return { tables: tables.length, partitions, copied, rows };
}

/** Makes the target the copy of this source. */
async function claim({ from, to }: CopyRequest): Promise<void> {
  const source = await identityOf(from);
  if (source === (await identityOf(to)))
    throw refused('source and target are the same database. Name another one');
  await to.command('CREATE TABLE IF NOT EXISTS copy_source (source UUID) ENGINE = MergeTree ORDER BY source');
  const [claimed] = await to.query<{ source: string }>(
    'SELECT toString(source) AS source FROM copy_source LIMIT 1',
  );
  if (claimed?.source === source) return;
  if (claimed !== undefined)
    throw refused(
      `${to.where} holds an unfinished copy of another database. Drop it there, or copy to another one`,
    );
  const [stored] = await to.query<{ rows: number }>(
    'SELECT (SELECT count() FROM samples) + (SELECT count() FROM agents) AS rows',
  );
  if ((stored?.rows ?? 0) > 0) {
    await to.command('DROP TABLE copy_source SYNC');
    throw refused(`${to.where} holds data of its own. Copy to an empty database`);
  }
  await to.insertRows('copy_source', [{ source }]);
}

/** One partition: left as it is where both are equal. */
async function settle(request: CopyRequest, piece: Piece): Promise<{ isCopied: boolean; rows: number }> {
  const { from, to, onCopied } = request;
  for (let attempt = 1; ; attempt++) {
    const source = await fingerprint(from, piece);
    if (isEqual(source, await fingerprint(to, piece))) return { isCopied: attempt > 1, rows: source.rows };
    if (attempt > maxAttempts) throw refused(`${named(piece)} does not arrive as it was sent`);
    // A partition that is written to meanwhile: the next run copies the rest.
    if (attempt > 1 && !request.isFinal) return { isCopied: true, rows: source.rows };
    await copyPartition(request, piece);
    onCopied?.({ table: piece.table.name, partition: piece.partition, rows: source.rows });
  }
}

async function copyPartition({ from, to }: CopyRequest, { table, partition }: Piece): Promise<void> {
  const params = { table: table.name, id: partition };
  await to.command(`DROP TABLE IF EXISTS ${stage} SYNC`);
  await to.command(`CREATE TABLE ${stage} AS \`${table.name}\``);
  const columns = (await columnsOf(from, table.name)).join(', ');
  const body = await from.readStream(
    `SELECT ${columns} FROM {table:Identifier} ${finalOf(table)} WHERE _partition_id = {id:String} FORMAT Native`,
    params,
  );
  await to.insertStream(`INSERT INTO ${stage} (${columns}) FORMAT Native`, body, insertSettings);
  await to.command(
    `ALTER TABLE \`${table.name}\` REPLACE PARTITION ID ${stringLiteral(partition)} FROM ${stage}`,
  );
}

async function fingerprint(db: Database, { table, partition }: Piece): Promise<Fingerprint> {
  const columns = (await columnsOf(db, table.name)).join(', ');
  const [row] = await db.query<Fingerprint>(
    `SELECT count() AS rows, toString(sum(cityHash64(formatRow('RowBinary', ${columns})))) AS sum
    FROM {table:Identifier} ${finalOf(table)} WHERE _partition_id = {id:String}`,
    { table: table.name, id: partition },
    patient,
  );
  return row!;
}

function isEqual(a: Fingerprint, b: Fingerprint): boolean {
  return a.rows === b.rows && a.sum === b.sum;
}

function finalOf({ isReplacing }: Table): string {
  return isReplacing === 1 ? 'FINAL' : '';
}

async function tablesOf(db: Database): Promise<Table[]> {
  const tables = await db.query<Table>(
    `SELECT name, engine LIKE '%Replacing%' AS isReplacing FROM system.tables
    WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND NOT startsWith(name, '.')
      AND name NOT IN ('samples_expiry', '${stage}')
    ORDER BY name`,
  );
  return tables.filter(({ name }) => !leftOut.has(name));
}

async function partitionsOf(db: Database, { name }: Table): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `SELECT DISTINCT partition_id AS id FROM system.parts
    WHERE database = currentDatabase() AND table = {name:String} AND active AND rows > 0 ORDER BY id`,
    { name },
  );
  return rows.map(({ id }) => id);
}

async function columnsOf(db: Database, table: string): Promise<string[]> {
  const rows = await db.query<{ name: string }>(
    `SELECT name FROM system.columns
    WHERE database = currentDatabase() AND table = {table:String} AND default_kind NOT IN ('ALIAS', 'MATERIALIZED', 'EPHEMERAL')
    ORDER BY name`,
    { table },
  );
  return rows.map(({ name }) => `\`${name}\``);
}

async function identityOf(db: Database): Promise<string> {
  const [row] = await db.query<{ uuid: string }>(
    "SELECT toString(uuid) AS uuid FROM system.tables WHERE database = currentDatabase() AND name = 'samples'",
  );
  if (row === undefined)
    throw refused(`${db.where} is no database of Hostwire: it has no samples. Name another one`);
  return row.uuid;
}

function named({ table, partition }: Piece): string {
  return `table ${table.name}, partition ${partition}`;
}

function refused(message: string): StorageError {
  return new StorageError('COPY_REFUSED', `${message}.`);
}
