import type { RuleInput } from '../rule.ts';

export const filesystemFull: RuleInput = {
  id: 'filesystem_full',
  kind: 'threshold',
  severity: 'critical',
  view: 'filesystem',
  device: 'mount',
  value: 'used_pct',
  where: 'read_only = 0',
  window: 120_000,
  above: 98,
  clear: 96,
  for: 30_000,
  unit: '%',
  summary: '{device} on {host} is {value} full: writes are about to fail',
  why: 'What is left may be gone within minutes.',
};
