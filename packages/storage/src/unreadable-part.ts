import { stringLiteral } from './sql-literal.ts';
import { StorageError } from './storage-error.ts';

/**
 * A part that ClickHouse serves and cannot read: every answer that needs its rows fails. At its start ClickHouse sets
 * broken parts aside by their checksums; one that has lost these too is served whatever it holds.
 */
export interface UnreadablePart {
  readonly database: string;
  readonly table: string;
  readonly part: string;
}

/**
 * ATTEMPT_TO_READ_AFTER_EOF, CANNOT_READ_ALL_DATA, CHECKSUM_DOESNT_MATCH, CORRUPTED_DATA, CANNOT_DECOMPRESS: what the
 * file holds is wrong. A disk that does not answer has other numbers: what lies on it may be whole.
 */
const serverCodes = new Set([32, 33, 40, 246, 271]);
const nameInMessage = /reading from part [^\n]*?\/([\w-]+)\/(?:\w+\.proj\/)? in table (\w+)\.(\w+) /;

/** undefined: the failure is another one. */
export function unreadablePartOf({ serverCode, message }: StorageError): UnreadablePart | undefined {
  if (serverCode === undefined || !serverCodes.has(serverCode)) return undefined;
  const [, part, database, table] = nameInMessage.exec(message) ?? [];
  return part === undefined || database === undefined || table === undefined
    ? undefined
    : { database, table, part };
}

interface StatementRunner {
  command(sql: string, params?: Readonly<Record<string, unknown>>): Promise<void>;
}

/**
 * Takes the part out of its table, where it still is and still cannot be read; it lies in the folder `detached` then.
 * Resolves to whether it did. Throws StorageError.
 */
export async function setPartAside(db: StatementRunner, part: UnreadablePart): Promise<boolean> {
  const { database, table, part: name } = part;
  const from = `${database}.${table}`;
  try {
    await db.command(`SELECT * FROM ${from} WHERE _part = {part:String} FORMAT Null`, { part: name });
    return false;
  } catch (error) {
    if (!(error instanceof StorageError) || unreadablePartOf(error)?.part !== name) throw error;
  }
  await db.command(`ALTER TABLE ${from} DETACH PART ${stringLiteral(name)}`);
  return true;
}

/** Whether all of these parts of a table can be read; false also when that could not be found out. */
export async function areReadable(
  db: StatementRunner,
  { database, table, parts }: Omit<UnreadablePart, 'part'> & { readonly parts: readonly string[] },
): Promise<boolean> {
  const sql = `SELECT * FROM ${database}.${table} WHERE _part IN {parts:Array(String)} FORMAT Null`;
  return db.command(sql, { parts }).then(
    () => true,
    () => false,
  );
}
