import type { RuleInput } from '../rule.ts';

export const spoolGrowing: RuleInput = {
  id: 'spool_growing',
  kind: 'threshold',
  view: 'agent',
  value: 'spool_bytes',
  aggregate: 'change',
  window: 1_800_000,
  above: 100_000_000,
  clear: 20_000_000,
  for: 600_000,
  unit: 'B',
  summary: 'The spool of {host} grew by {value} in half an hour',
  why: 'The agent reads more than the collector takes. 100 MB in half an hour is many times what a host sends.',
};
