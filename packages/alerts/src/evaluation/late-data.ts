/** What rules would have said about samples that came after their time had been evaluated: recorded, and nobody is told. */
import type { AlertEventRow } from '@hostwire/storage';
import { alertEventId, alertKey } from '../life/alert-identity.ts';
import type { ActiveAlert } from '../life/alert-state.ts';
import { measurementOf } from '../rules/measurement.ts';
import type { Rule } from '../rules/rule.ts';
import type { Preview, PreviewRequest } from './preview.ts';

const lateLimits = { rangesPerRound: 2, longestMs: 86_400_000 } as const;

export interface LateRange {
  readonly host: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export async function replayLate(
  ranges: readonly LateRange[],
  {
    rules,
    active,
    preview,
  }: {
    rules: readonly Rule[];
    active: ReadonlyMap<string, ActiveAlert>;
    readonly preview: (request: PreviewRequest) => Promise<Preview>;
  },
): Promise<AlertEventRow[]> {
  const events: AlertEventRow[] = [];
  for (const { host, fromMs, toMs } of ranges.slice(0, lateLimits.rangesPerRound)) {
    const from = Math.max(fromMs, toMs - lateLimits.longestMs);
    for (const rule of rules.filter((each) => measurementOf(each) !== undefined)) {
      const { alerts } = await preview({ rule, host, fromMs: from, toMs });
      for (const { device, sinceMs, firedMs, value, threshold, summary } of alerts) {
        const key = { rule: rule.id, host, device };
        if (active.has(alertKey(key))) continue;
        const id = alertEventId({ ...key, sinceMs }, 'would_fire');
        const facts = { ...key, sinceMs, value, threshold, summary, severity: rule.severity, actor: '' };
        events.push({ ...facts, id, state: 'would_fire', tsMs: firedMs, note: 'its samples came late' });
      }
    }
  }
  return events;
}
