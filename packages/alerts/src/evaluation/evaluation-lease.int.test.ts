/** Two collectors on one ClickHouse: one evaluates and tells, and the other takes over without losing or repeating. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { migrate } from '@hostwire/storage';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { AlertStage } from '../testing/alert-stage.ts';

let server: TestDatabase;
let stage: AlertStage;

beforeAll(async () => {
  server = await startTestDatabase();
  await migrate(server.db);
});
afterAll(() => server.stop());
beforeEach(async () => {
  stage = await AlertStage.open(server.db);
  stage.fleet.add('web1');
});
afterEach(() => stage.close());

test('one evaluates; when it is gone without a word the other takes over, and repeats nothing', async () => {
  const first = await stage.collector('first');
  const second = await stage.collector('second');
  await stage.rounds(9, 92, [first, second]);
  await stage.notified(1);
  expect([first.alerts.isInCharge, second.alerts.isInCharge]).toEqual([true, false]);
  expect(second.alerts.active()).toMatchObject([{ host: 'web1', state: 'firing' }]);
  first.kill();
  await stage.rounds(4, 92, [second]);
  expect(second.alerts.isInCharge).toBe(false); // the lease is still fresh
  await stage.rounds(4, 92, [second]);
  expect(second.alerts.isInCharge).toBe(true);
  await stage.rounds(2, 50, [second]);
  await stage.notified(2);
  expect(stage.messages()).toEqual(['full firing 1', 'full resolved 1']);
  expect(new Set(stage.messageIds()).size).toBe(2);
});

test('a collector that stops hands over at once', async () => {
  const first = await stage.collector('first');
  const second = await stage.collector('second');
  await stage.rounds(9, 92, [first, second]);
  await stage.notified(1);
  await first.alerts.stop();
  await stage.rounds(2, 92, [second]);
  expect(second.alerts.isInCharge).toBe(true);
  await stage.rounds(2, 50, [second]);
  await stage.notified(2);
  expect(stage.messages()).toEqual(['full firing 1', 'full resolved 1']);
});

test('a collector that stood still while another took over changes and sends nothing more', async () => {
  const first = await stage.collector('first');
  const second = await stage.collector('second');
  await stage.rounds(5, 92, [first, second]);
  expect(stage.messages()).toEqual([]);
  await stage.rounds(8, 92, [second]); // first stands still
  await stage.notified(1);
  expect(second.alerts.isInCharge).toBe(true);
  // It goes on in the middle of a round, with the lease as it knew it.
  await first.alerts.evaluate();
  await stage.rounds(2, 50, [first, second]);
  await stage.notified(2);
  expect([first.alerts.isInCharge, second.alerts.isInCharge]).toEqual([false, true]);
  expect(stage.messages()).toEqual(['full firing 1', 'full resolved 1']);
});

test('what is acknowledged through the other collector counts, and is told', async () => {
  const first = await stage.collector('first');
  const second = await stage.collector('second');
  await stage.rounds(9, 92, [first, second]);
  await stage.notified(1);
  await second.alerts.acknowledge(second.alerts.active()[0]!.id, { actor: 'ann', note: 'on it' });
  await stage.rounds(1, 92, [first, second]);
  await stage.notified(2);
  expect(stage.messages()[1]).toBe('full acknowledged 1');
  expect(first.alerts.active()).toMatchObject([{ acknowledgedBy: 'ann' }]);
});
