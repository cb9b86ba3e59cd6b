/** The report of a week is mailed once: with two collectors, after a restart, and whatever step the collector is killed before. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { migrate } from '@hostwire/storage';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { AlertStage } from '../testing/alert-stage.ts';
import { Breakpoints, startSmtpReceiver } from '@hostwire/testing';
import { weekMs } from './weekly-report.ts';

let server: TestDatabase;
let smtp: Awaited<ReturnType<typeof startSmtpReceiver>>;
let stage: AlertStage;
beforeAll(async () => {
  server = await startTestDatabase();
  await migrate(server.db);
});
beforeEach(async () => {
  smtp = await startSmtpReceiver();
  const mail = { type: 'email', host: '127.0.0.1', port: smtp.port, from: 'hostwire@corp.internal' };
  stage = await AlertStage.open(server.db, {
    rules: [],
    routes: [{ channels: [] }],
    file: {
      channels: { mail: { ...mail, to: ['lead@corp.internal'] } },
      report: { channels: ['mail'], weekday: 'monday', at: '12:00' }, // the stage begins on a Monday at noon
    },
  });
});
afterEach(async () => {
  await stage.close();
  smtp.stop();
});
afterAll(() => server.stop());

const mailed = () => smtp.received.length;
/** `Message-ID` of each mail. */
const ids = () => smtp.received.map(({ data }) => /^Message-ID: (.*)$/m.exec(data)?.[1]);
const maxRounds = 12;

test('two collectors send one mail a week, with the page; a restart sends none', async () => {
  const [one, two] = [await stage.collector('one'), await stage.collector('two')];
  await stage.settle(() => mailed() > 0);
  await stage.rounds(3, 0, [one, two]);
  await stage.settle(() => mailed() > 1);
  expect(mailed()).toBe(1);
  const [mail] = smtp.received;
  expect(mail!.to).toEqual(['lead@corp.internal']);
  expect(mail!.data).toMatch(/^Subject: Hostwire: the week from 2025-12-29 to 2026-01-05$/m);
  expect(mail!.data).toMatch(/filename=hostwire-2026-01-05\.html/);
  expect(mail!.data).toContain(Buffer.from('<!doctype html>').toString('base64').slice(0, 16));
  await one.alerts.stop();
  const again = await stage.collector('one');
  await stage.rounds(2, 0, [again, two]);
  expect(mailed()).toBe(1);
  stage.nowMs += weekMs;
  for (let i = 0; i < maxRounds && mailed() < 2; i++) {
    await stage.round(0, [two, again]);
    await stage.settle(() => mailed() > 1);
  }
  await stage.rounds(2, 0, [two, again]);
  expect(mailed()).toBe(2);
  expect(new Set(ids()).size).toBe(2);
});

test('a collector that was away for longer than a day sends none late', async () => {
  stage.nowMs += 2 * 86_400_000;
  const one = await stage.collector('one');
  await stage.rounds(2, 0, [one]);
  await stage.settle(() => mailed() > 0);
  expect(mailed()).toBe(0);
});

/** The steps that were taken; killed before one of them, the collector starts again. */
async function stepsOf(killAt?: number): Promise<{ taken: readonly string[]; isKilled: boolean }> {
  const steps = new Breakpoints(killAt);
  let collector = await stage.collector('one', steps);
  for (let i = 0; i < maxRounds && (mailed() === 0 || i < 2); i++) {
    if (collector.steps.isDead) collector = await stage.collector('one');
    await stage.round(0, [collector]);
    await stage.settle(() => collector.steps.isDead || mailed() > 0);
  }
  await collector.alerts.stop();
  return { taken: steps.taken, isKilled: steps.isDead };
}

test('killed before any step of it: one mail, or the same one again', async () => {
  const { taken } = await stepsOf();
  expect(mailed()).toBe(1);
  const own = taken.filter((step) => step !== 'write writer_lease');
  expect(own).toEqual([
    'write alert_deliveries', // queued
    'write alert_events',
    'write alert_deliveries', // sending
    'send mail',
    'write alert_deliveries', // delivered
  ]);
  for (let at = 1; at <= taken.length; at++) {
    smtp.received.length = 0;
    stage.nowMs += weekMs - (stage.nowMs % 86_400_000) + 12 * 3_600_000; // noon, a week on
    const { isKilled } = await stepsOf(at);
    const where = `before step ${at}, ${taken[at - 1]}`;
    expect([where, new Set(ids()).size, mailed() <= (isKilled ? 2 : 1)]).toEqual([where, 1, true]);
  }
});
