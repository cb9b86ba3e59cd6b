import type { RuleInput } from '../rule.ts';

export const cgroupThrottled: RuleInput = {
  id: 'cgroup_throttled',
  kind: 'threshold',
  view: 'cgroup',
  device: 'path',
  value: 'throttled_pct',
  aggregate: 'avg',
  window: 300_000,
  above: 40,
  clear: 20,
  for: 600_000,
  unit: '%',
  summary: '{device} on {host} is throttled {value} of the time',
  why: 'Its CPU limit is too low for what it does. Short bursts are throttled everywhere, hence ten minutes.',
};
