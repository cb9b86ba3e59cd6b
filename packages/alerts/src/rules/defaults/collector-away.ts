import type { RuleInput } from '../rule.ts';

export const collectorAway: RuleInput = {
  id: 'collector_away',
  kind: 'condition',
  severity: 'warning',
  summary: 'No collector was running {reason}: nobody was told of what happened meanwhile',
  why: 'Agents keep their samples while the collector is away, and what they show late is in the history as would_fire. Have something outside watch /healthz of the collector.',
};
