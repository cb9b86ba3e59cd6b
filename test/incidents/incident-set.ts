import type { Database } from '@hostwire/storage';
import { incidents } from './incidents.ts';
import { quietRanges } from './quiet-ranges.ts';
import { replayAbsences } from './replay-absences.ts';
import { replayRows } from './replay-rows.ts';
import type { Scenario } from './scenario.ts';
import type { Judged } from './score.ts';

/** Of the default rules as a whole. */
export const goals = { precision: 0.95, recall: 0.95 } as const;

/** Every incident and every quiet range of a host that sends. */
export const scenarios: readonly Scenario[] = [...incidents, ...quietRanges];

/** The first incident of each rule, and every fourth quiet range: what is quick enough to run with every change. */
export const fewScenarios: readonly Scenario[] = [
  ...incidents.filter(({ fires }, index) =>
    fires.some((rule) => index === incidents.findIndex((each) => each.fires.includes(rule))),
  ),
  ...quietRanges.filter((_, index) => index % 4 === 0),
];

/** Scenarios with what fired, and the absences of hosts, of ingest and of the collector. */
export async function replay(db: Database, played: readonly Scenario[]): Promise<Judged[]> {
  const rows = await replayRows(db, played);
  return [...rows, ...(await replayAbsences(db))];
}
