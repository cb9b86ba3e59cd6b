/**
 * The collector is killed before every step that the world sees (each write to ClickHouse, each message), which is right
 * after the one before it, and starts again. No message is lost, none is invented, and one that is sent twice has the same id.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '@hostwire/storage';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { AlertStage, stageRule, type StagedCollector } from '../testing/alert-stage.ts';
import { Breakpoints } from '@hostwire/testing';

const rule = { ...stageRule, window: 10_000, for: 10_000 };
const notified = ['hook full firing', 'second full escalated', 'hook full resolved'];
const deliverySteps = (channel: string) => [
  'write alert_deliveries', // queued
  'write alert_events',
  'write alert_deliveries', // sending
  `send ${channel}`,
  'write alert_deliveries', // delivered
];
/** Beside those that take, renew and give back the lease. */
const expectedSteps = [
  'write alert_events', // pending
  ...deliverySteps('hook'),
  ...deliverySteps('second'),
  ...deliverySteps('hook'),
];
/** Rounds until a message must have come; a kill costs one or two, and a machine that is busy with other things some more. */
const maxRounds = 30;

let server: TestDatabase;
let stage: AlertStage;
beforeAll(async () => {
  server = await startTestDatabase();
  await migrate(server.db);
  stage = await AlertStage.open(server.db, {
    rules: [rule],
    secondChannel: true,
    routes: [{ channels: ['hook'], escalate: { after: '10s', channels: ['second'] } }],
  });
});
afterAll(async () => {
  await stage.close();
  await server.stop();
});

interface Outcome {
  readonly steps: readonly string[];
  readonly isKilled: boolean;
  /** Ids of the messages, by what they say. */
  readonly ids: ReadonlyMap<string, ReadonlySet<string>>;
  readonly sent: number;
}

/** An alert of a host fires, is escalated and is resolved; the collector is killed before a step, and starts again. */
async function outcomeOf(host: string, killAt?: number): Promise<Outcome> {
  stage.fleet.watched.clear();
  stage.fleet.add(host);
  stage.receiver.received.length = 0;
  const steps = new Breakpoints(killAt);
  let collector: StagedCollector = await stage.collector('one', steps);
  for (const [index, value] of [92, 92, 50].entries())
    for (let i = 0; i < maxRounds && stage.distinct().size <= index; i++) {
      if (collector.steps.isDead) collector = await stage.collector('one');
      await stage.round(value, [collector]);
      await stage.settle(() => collector.steps.isDead || stage.distinct().size > index);
    }
  // What one that was killed at the end sends again must not come in the next host's time.
  do {
    if (collector.steps.isDead) collector = await stage.collector('one');
    await stage.round(50, [collector]);
    await stage.settled(collector);
  } while (collector.steps.isDead);
  await collector.alerts.stop();
  return {
    steps: steps.taken,
    isKilled: steps.isDead,
    ids: stage.distinct(),
    sent: stage.messageIds().length,
  };
}

test('killed between any two steps: nothing is lost, repeated or invented', async () => {
  const undisturbed = await outcomeOf('web0');
  expect([...undisturbed.ids.keys()]).toEqual(notified);
  expect(undisturbed.sent).toBe(notified.length);
  expect(undisturbed.steps.filter((step) => step !== 'write writer_lease')).toEqual(expectedSteps);
  for (let at = 1; at <= undisturbed.steps.length; at++) {
    const { ids, sent, isKilled } = await outcomeOf(`web${at}`, at);
    const where = `before step ${at}, ${undisturbed.steps[at - 1]}`;
    expect([where, [...ids.keys()].sort()]).toEqual([where, [...notified].sort()]);
    for (const [message, each] of ids) expect([where, message, each.size]).toEqual([where, message, 1]);
    // Only what was killed after it was sent, and before that was written down, is sent again.
    expect([where, sent]).toEqual([where, Math.min(sent, notified.length + (isKilled ? 1 : 0))]);
  }
}, 300_000);
