import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { waitFor } from '@hostwire/testing';
import { storedBatches, wholeBatches } from './testing/stored-batches.ts';
import { TestCollector } from './testing/test-collector.ts';
import { TestSpool } from './testing/test-spool.ts';

let database: TestDatabase;
let collector: TestCollector;
beforeAll(async () => {
  database = await startTestDatabase({ ownServer: true });
  collector = await TestCollector.create(database.url);
  await collector.start();
});
afterAll(async () => {
  await collector.stop();
  await database.stop();
});

test('ClickHouse killed again and again while agents stream: everything is there once, in order', async () => {
  const agents = await Promise.all(['a', 'b', 'c', 'd'].map((name) => collector.agent(name)));
  const spools = agents.map(() => new TestSpool());
  const connections = await Promise.all(agents.map((agent, i) => collector.connect(agent, spools[i]!)));
  const stream = setInterval(
    () => connections.forEach((connection, i) => connection.send(spools[i]!.batch())),
    10,
  );
  let kills = 0;
  try {
    for (let round = 0; round < 3; round++) {
      const before = collector.collector.committer.status().batchesCommitted;
      await waitFor(
        'commits go on',
        () => collector.collector.committer.status().batchesCommitted > before + 40,
        30_000,
      );
      process.kill(await waitFor('the server runs', () => database.serverPid()), 'SIGKILL');
      kills++;
      await waitFor('the committer notices', () => collector.collector.committer.isStalled);
    }
  } finally {
    clearInterval(stream);
  }
  await Promise.all(
    connections.map((connection, i) =>
      waitFor(
        'all is acknowledged',
        () =>
          connection.frames.some(
            (frame) => frame.type === 'ack' && frame.committedSeq === spools[i]!.lastSeq,
          ),
        30_000,
      ),
    ),
  );
  expect(kills).toBe(3);
  for (const spool of spools)
    expect(await storedBatches(database.db, spool)).toEqual(wholeBatches(spool.lastSeq));
});
