import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedClickHouse } from 'clickhouse-embedded';
import { Database } from '@hostwire/storage';

/** A database of its own on a real ClickHouse, for the tests of one file. */
export interface TestDatabase {
  readonly db: Database;
  /** With user, password and database. */
  readonly url: string;
  /** Of the server, when it is this test's own: it may be killed, and comes back on the same port. */
  readonly serverPid: () => number | undefined;
  /** Drops the database, and ends the server if it was started for it. */
  stop(): Promise<void>;
}

interface Server {
  /** With user and password. */
  readonly url: string;
  readonly serverPid: () => number | undefined;
  stop(): Promise<void>;
}

const databasePrefix = 'hostwire_test_';

/**
 * Joins the server that HOSTWIRE_TEST_CLICKHOUSE names (http://user:password@host:port), or starts an embedded one in
 * a temporary folder, and makes a random name for a database there. The database itself does not exist yet: `migrate`
 * creates it. `ownServer`: one that nobody else uses, whatever the environment says; it may write backups.
 */
export async function startTestDatabase({ ownServer = false, name = newName() } = {}): Promise<TestDatabase> {
  const joined = ownServer ? undefined : process.env['HOSTWIRE_TEST_CLICKHOUSE'];
  const server =
    joined === undefined
      ? await startServer()
      : { url: joined, serverPid: () => undefined, stop: async () => {} };
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const db = new Database({ url: url.href, application: 'hostwire-test' });
  const stop = async (): Promise<void> => {
    await db.command(`DROP DATABASE IF EXISTS ${name} SYNC`).finally(() => db.close());
    await server.stop();
  };
  return { db, url: url.href, serverPid: server.serverPid, stop };
}

function newName(): string {
  return databasePrefix + randomBytes(6).toString('hex');
}

async function startServer(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'hostwire-clickhouse-'));
  const server = new EmbeddedClickHouse({
    dataDir: folder,
    backupDir: join(folder, 'backups'),
    httpPort: 0,
    tcpPort: 0,
    accounts: [{ name: 'tester', access: 'write', database: `${databasePrefix}*` }],
  });
  const { httpUrl } = await server.start();
  const { user, password } = server.credentials('tester');
  const url = new URL(httpUrl);
  url.username = user;
  url.password = password;
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: url.href, serverPid: () => server.endpoints?.pid, stop };
}
