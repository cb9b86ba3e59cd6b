import type { Database } from './database.ts';

/** What a statement with the condition `sameServer` fails with, as FENCED. */
export const restarted = 'hostwire: the server was started since the lease was taken';

/**
 * SQL for the WHERE of an INSERT; its parameter `session` (a UUID) is one that `beginSession` wrote. The row is in the server's
 * memory alone, and a server that comes back may hold less than before, as after a restored snapshot: only the INSERT can tell.
 */
export const sameServer = `throwIf((SELECT count() FROM writer_session WHERE session = {session:UUID}) = 0, '${restarted}') = 0`;

/** Once for each session and server: the table keeps its newest rows only. */
export async function beginSession(
  db: Pick<Database, 'query' | 'insertRows'>,
  session: string,
): Promise<void> {
  const known = await db.query('SELECT 1 FROM writer_session WHERE session = {session:UUID} LIMIT 1', {
    session,
  });
  if (known.length === 0) await db.insertRows('writer_session', [{ session }]);
}
