import type { RuleInput } from '../rule.ts';

export const filesystemNearlyFull: RuleInput = {
  id: 'filesystem_nearly_full',
  kind: 'threshold',
  view: 'filesystem',
  device: 'mount',
  value: 'used_pct',
  where: 'read_only = 0',
  window: 120_000,
  above: 90,
  clear: 88,
  for: 60_000,
  unit: '%',
  summary: '{device} on {host} is {value} full',
  why: 'Most file systems slow down above 90 %. Set another threshold for large ones by an override.',
};
