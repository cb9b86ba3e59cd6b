import type { RuleInput } from '../rule.ts';

export const conntrackNearlyFull: RuleInput = {
  id: 'conntrack_nearly_full',
  kind: 'threshold',
  severity: 'critical',
  view: 'socket',
  value: 'conntrack_used_pct',
  aggregate: 'avg',
  above: 85,
  clear: 75,
  for: 120_000,
  unit: '%',
  summary: 'Connection tracking of {host} is {value} full',
  why: 'When the table is full new connections are dropped without a word.',
};
