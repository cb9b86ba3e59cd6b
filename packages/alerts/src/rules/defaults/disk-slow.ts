import type { RuleInput } from '../rule.ts';

export const diskSlow: RuleInput = {
  id: 'disk_slow',
  kind: 'baseline',
  view: 'disk',
  device: 'device',
  value: 'await_ms',
  window: 900_000,
  weeks: 2,
  least: 25,
  above: 8,
  clear: 4,
  for: 900_000,
  summary: 'Requests to {device} on {host} take far longer than at this hour of earlier weeks',
  why: 'What is slow differs from disk to disk, so each is held against itself, and never below 25 ms.',
};
