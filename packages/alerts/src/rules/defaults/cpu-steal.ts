import type { RuleInput } from '../rule.ts';

export const cpuSteal: RuleInput = {
  id: 'cpu_steal',
  kind: 'threshold',
  view: 'cpu',
  value: 'steal_pct',
  aggregate: 'avg',
  window: 300_000,
  above: 15,
  clear: 8,
  for: 300_000,
  unit: '%',
  summary: 'The hypervisor takes {value} of the CPU time of {host}',
  why: 'Above this a virtual machine feels slow, and nothing inside it can help.',
};
