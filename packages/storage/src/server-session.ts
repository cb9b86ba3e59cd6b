import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import { StorageError } from './storage-error.ts';

/** Of this process: one row at most of each collector. */
const session = randomUUID();

/**
 * Makes a later `requireSession` fail when the server is started again before it: the row is in the server's memory alone.
 * A server that comes back may hold less than before, as after a restored snapshot, and no statement says so.
 */
export async function beginSession(db: Database): Promise<void> {
  if (!(await isSameServer(db))) await db.insertRows('writer_session', [{ session }]);
}

/** Throws RESTARTED. */
export async function requireSession(db: Database): Promise<void> {
  if (await isSameServer(db)) return;
  throw new StorageError('RESTARTED', `${db.where}: the server was started again meanwhile`, {
    outcome: 'absent',
  });
}

async function isSameServer(db: Database): Promise<boolean> {
  const rows = await db.query('SELECT 1 FROM writer_session WHERE session = {session:UUID} LIMIT 1', {
    session,
  });
  return rows.length > 0;
}
