import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defaultRules } from '@hostwire/alerts';
import { migrate } from '@hostwire/storage';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { absences } from './absences.ts';
import { fewScenarios, goals, replay, scenarios } from './incident-set.ts';
import { scoresOf, totalOf, type Judged } from './score.ts';

let server: TestDatabase;
let judged: readonly Judged[];

beforeAll(async () => {
  server = await startTestDatabase();
  await migrate(server.db);
  judged = await replay(server.db, fewScenarios);
}, 300_000);
afterAll(() => server.stop());

test('the set has at least forty incidents and forty quiet ranges', () => {
  const all = [...scenarios, ...absences];
  const incidents = all.filter(({ fires }) => fires.length > 0).length;
  expect(incidents).toBeGreaterThanOrEqual(40);
  expect(all.length - incidents).toBeGreaterThanOrEqual(40);
});

test('the default rules tell incidents from quiet ranges', () => {
  const scores = scoresOf(judged);
  const mistakes = scores.filter(({ wrong, missed }) => wrong.length + missed.length > 0);
  const total = totalOf(scores);
  expect({ mistakes, isPrecise: total.precision >= goals.precision }).toMatchObject({ isPrecise: true });
  expect({ mistakes, isComplete: total.recall >= goals.recall }).toMatchObject({ isComplete: true });
});

test('every default rule fires in an incident and is quiet in the rest', () => {
  const right = new Set(scoresOf(judged).flatMap((score) => (score.right > 0 ? [score.rule] : [])));
  expect(defaultRules.map(({ id }) => id).filter((id) => !right.has(id))).toEqual([]);
});
