import type { RuleInput } from '../rule.ts';

export const inodesNearlyFull: RuleInput = {
  id: 'inodes_nearly_full',
  kind: 'threshold',
  view: 'filesystem',
  device: 'mount',
  value: 'inodes_used_pct',
  where: 'read_only = 0',
  window: 120_000,
  above: 90,
  clear: 88,
  for: 60_000,
  unit: '%',
  summary: '{device} on {host} has used {value} of its inodes',
  why: 'Without inodes no file can be made, however much space is free.',
};
