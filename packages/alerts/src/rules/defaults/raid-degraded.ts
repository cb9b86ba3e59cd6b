import type { RuleInput } from '../rule.ts';

export const raidDegraded: RuleInput = {
  id: 'raid_degraded',
  kind: 'metric',
  severity: 'critical',
  name: 'raid_degraded',
  aggregate: 'min',
  window: 120_000,
  above: 1,
  for: 60_000,
  summary: 'The array {device} on {host} is degraded',
  why: 'For hosts that report the metric raid_degraded (docs/alerts.md shows a one-line script).',
};
