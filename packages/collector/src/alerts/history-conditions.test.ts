import { expect, test } from '@jest/globals';
import { silentLogger } from '@hostwire/testing';
import type { LostDataFindings } from '../history/lost-data.ts';
import type { RetentionView } from '../history/retention.ts';
import { HistoryConditions } from './history-conditions.ts';

const none: LostDataFindings = { detachedParts: [], holes: [], sinceMs: null };

function conditionsOf(findings: LostDataFindings, rawDaysHeld: number | null) {
  const clock = { nowMs: () => 1_000, monoMs: () => 0 };
  const view = { plan: { rawDaysHeld } } as RetentionView;
  return new HistoryConditions({
    ...{ clock, logger: silentLogger, lostData: { findings } },
    retention: { view: () => Promise.resolve(view) },
  });
}

test('a part that was set aside, and a budget that holds less than three days', async () => {
  const part = { table: 'samples', part: 'p', reason: 'broken', bytes: 1, lost: null };
  const conditions = conditionsOf({ detachedParts: [part], holes: [], sinceMs: 500 }, 1.25);
  conditions.conditions();
  await Promise.resolve();
  expect(conditions.conditions()).toMatchObject([
    { rule: 'database_lost', host: '', sinceMs: 500, reason: 'ClickHouse set 1 parts aside' },
    { rule: 'storage_budget', host: '', value: 1.25, sinceMs: 1_000 },
  ]);
});

test.each([null, 3, 14])('nothing is lost, and %p days are held: nothing to say', async (days) => {
  const conditions = conditionsOf(none, days);
  conditions.conditions();
  await Promise.resolve();
  expect(conditions.conditions()).toEqual([]);
});
