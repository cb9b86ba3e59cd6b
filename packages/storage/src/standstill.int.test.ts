import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from './database.ts';
import { migrate } from './schema/migrate.ts';
import { SampleWriter } from './sample-writer.ts';
import { StorageError } from './storage-error.ts';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';

/** What the pool may have under way, and what the question adds. */
const mostGivenUp = 11;
const atOnceMs = 1_000;

let server: TestDatabase;
let db: Database;

beforeAll(async () => {
  server = await startTestDatabase({ ownServer: true });
  ({ db } = server);
  await migrate(db);
});
afterAll(() => server.stop());

function codesOf(outcomes: readonly PromiseSettledResult<unknown>[]): string[] {
  const codeOf = (outcome: PromiseSettledResult<unknown>): string => {
    if (outcome.status === 'fulfilled') return 'ANSWERED';
    return outcome.reason instanceof StorageError ? outcome.reason.code : 'UNKNOWN';
  };
  return [...new Set(outcomes.map(codeOf))];
}

async function failedQueries(): Promise<number> {
  const sql = "SELECT sum(value) AS failed FROM system.events WHERE event = 'FailedQuery'";
  return (await db.query<{ failed: number }>(sql))[0]!.failed;
}

test('a server that stood still finds little to work off, and gives the lease with its first breath', async () => {
  const before = await failedQueries();
  process.kill(server.serverPid()!, 'SIGSTOP');
  const first = await Promise.allSettled(Array.from({ length: 40 }, () => db.query('SELECT 1')));
  expect(codesOf(first)).toEqual(['UNREACHABLE']);
  const awayFromMs = performance.now();
  const later = await Promise.allSettled(Array.from({ length: 200 }, () => db.query('SELECT 1')));
  expect(codesOf(later)).toEqual(['UNREACHABLE']);
  expect(() => db.requireThere()).toThrow('has not answered for');
  expect(performance.now() - awayFromMs).toBeLessThan(atOnceMs);
  const acquired = new SampleWriter(db, { shard: 'main', holder: 'test' }).acquire();
  process.kill(server.serverPid()!, 'SIGCONT');
  await acquired;
  expect((await failedQueries()) - before).toBeLessThanOrEqual(mostGivenUp);
  await db.ping();
});
