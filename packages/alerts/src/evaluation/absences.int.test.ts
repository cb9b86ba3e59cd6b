/** Hosts of which nothing comes: what fires follows from the reason. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { migrate } from '@hostwire/storage';
import { startTestDatabase, tableRow, type TestDatabase } from '@hostwire/testing/storage';
import { defaultRules } from '../rules/defaults/index.ts';
import { AlertStage, stageRule, type StagedCollector } from '../testing/alert-stage.ts';

let server: TestDatabase;
let stage: AlertStage;
let collector: StagedCollector;

beforeAll(async () => {
  server = await startTestDatabase();
  await migrate(server.db);
});
afterAll(() => server.stop());
beforeEach(async () => {
  const silent = defaultRules.filter(({ id }) => id === 'host_silent');
  stage = await AlertStage.open(server.db, {
    rules: [...silent, { ...stageRule, for: 0, missing: ['network'] }],
  });
  stage.fleet.add('web1');
  stage.fleet.add('web2');
  collector = await stage.collector('one');
  // Past the time that hosts have to come back after a start.
  await stage.rounds(1, 40, [collector]);
  for (let i = 0; i < 5; i++) {
    stage.nowMs += 20_000;
    await stage.quietRounds(1, ['web1', 'web2'], [collector]);
  }
});
afterEach(() => stage.close());

const alertsOf = (host: string) =>
  collector.alerts
    .active()
    .filter((alert) => alert.host === host)
    .map(({ rule, device, state, mutedBy }) =>
      [rule, device, state, mutedBy].filter((part) => part !== '').join(' '),
    )
    .sort();

test('a host that cannot be reached is silent; one that was shut down has time to come back', async () => {
  stage.fleet.reasons.set('web2', 'host_off');
  await stage.quietRounds(6, [], [collector]);
  expect(alertsOf('web1')).toEqual(['full no data firing host_silent', 'host_silent firing']);
  expect(alertsOf('web2')).toEqual(['host_silent pending']);
  stage.nowMs += 20_000 * 45;
  await stage.quietRounds(2, [], [collector]);
  await stage.quietRounds(1, [], [collector]);
  expect(collector.alerts.active().find(({ host }) => host === 'web2')).toMatchObject({
    summary: 'web2 sends no samples: it was shut down, or restarts',
  });
});

test('the ledger says what it was, and a host that was suspended is believed to be so again', async () => {
  const fromMs = stage.nowMs - 20_000;
  await stage.quietRounds(6, ['web2'], [collector]);
  expect(alertsOf('web1')).toContain('host_silent firing');
  const ts = (ms: number) => (ms / 1000).toFixed(3);
  const row = (seq: number, ms: number, more: object) =>
    tableRow({
      ...{ agent_id: '00000000-0000-4000-8000-000000000000', host: 'web1', epoch: 1, seq },
      ...{ day: '2026-01-05', ts: ts(ms), recv_ts: ts(ms), interval_ms: 10_000, ...more },
    });
  const gap = { gap_from: ts(fromMs), gap_to: ts(stage.nowMs - 1_000), gap_reason: 'suspended' };
  await server.db.insertRows('samples', [
    row(1, fromMs, { kind: 'sample' }),
    row(2, stage.nowMs, { kind: 'gap', ...gap }),
    row(3, stage.nowMs, { kind: 'sample' }),
  ]);
  await stage.rounds(2, 40, [collector]);
  expect(alertsOf('web1')).toEqual([]);
  const [past] = await collector.alerts.history({ limit: 10, rule: 'host_silent' });
  expect(past).toMatchObject({ state: 'resolved', note: 'The host was suspended.' });
  await stage.quietRounds(9, ['web2'], [collector]);
  expect(alertsOf('web1')).toEqual(['host_silent pending']);
});
