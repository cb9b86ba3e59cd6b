import type { RuleInput } from '../rule.ts';

export const cpuSaturated: RuleInput = {
  id: 'cpu_saturated',
  kind: 'threshold',
  view: 'pressure',
  value: 'cpu_some_pct',
  aggregate: 'avg',
  window: 300_000,
  above: 75,
  clear: 50,
  for: 600_000,
  unit: '%',
  summary: 'Tasks on {host} wait for a CPU {value} of the time',
  why: 'Pressure says how long work waited, which load and utilisation do not: a CPU that is busy and keeps up is no trouble. Fifteen minutes leave room for builds, upgrades and backups.',
};
