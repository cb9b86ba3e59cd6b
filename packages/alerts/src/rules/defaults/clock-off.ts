import type { RuleInput } from '../rule.ts';

export const clockOff: RuleInput = {
  id: 'clock_off',
  kind: 'condition',
  severity: 'warning',
  for: 300_000,
  summary: 'The clock of {host} is off by {value} s',
  unit: 's',
  why: 'Samples of a clock that is further off than the collector tolerates are filed under the time of their arrival.',
};
