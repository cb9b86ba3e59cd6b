import type { RuleInput } from '../rule.ts';

export const mountDead: RuleInput = {
  id: 'mount_dead',
  kind: 'threshold',
  view: 'agent',
  value: 'blocked_mounts',
  aggregate: 'min',
  window: 120_000,
  above: 1,
  for: 120_000,
  summary: '{value} mounts of {host} do not answer',
  why: 'A server of a network file system is away; programs that touch the mount hang.',
};
