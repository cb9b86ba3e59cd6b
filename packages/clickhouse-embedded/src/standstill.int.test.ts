import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { Fixture, query } from './testing/server.ts';

const fixture = new Fixture();

afterEach(() => fixture.cleanUp());

/** Longer than the supervisor waits for an answer at its start, several times over. */
const standstillMs = 9_000;

test('a server that stood still has no requests of its supervisor to work off that were given up', async () => {
  const server = fixture.server({ dataDir: await fixture.folder() });
  const { pid, httpPort } = await server.start();
  const count = async (event: string) => {
    const sql = `SELECT sum(value) FROM system.events WHERE event = '${event}'`;
    return Number((await query(httpPort, server.credentials('writer'), sql)).body);
  };
  const before = { asked: await count('Query'), failed: await count('FailedQuery') };
  process.kill(pid, 'SIGSTOP');
  await sleep(standstillMs); // this is the fault, not a wait for something
  process.kill(pid, 'SIGCONT');
  await query(httpPort, server.credentials('writer'), 'SELECT sleep(1)');
  expect(await count('FailedQuery')).toBe(before.failed);
  expect((await count('Query')) - before.asked).toBeLessThanOrEqual(5); // three of this test, at most two of the supervisor
});
