import type { RuleInput } from '../rule.ts';

export const filesystemFullSoon: RuleInput = {
  id: 'filesystem_full_soon',
  kind: 'forecast',
  view: 'filesystem',
  device: 'mount',
  value: 'used_bytes',
  limit: 'used_bytes + available_bytes',
  where: 'read_only = 0 AND used_pct >= 50',
  within: 86_400_000,
  window: 21_600_000,
  for: 1_800_000,
  unit: 'h',
  summary: '{device} on {host} is full in {value} at the present rate',
  why: 'A robust fit over six hours that must be steady: a single large file, or a saw-tooth of log rotation, gives no forecast.',
};
