import type { RuleInput } from '../rule.ts';

export const oomKill: RuleInput = {
  id: 'oom_kill',
  kind: 'threshold',
  view: 'memory',
  value: 'oom_kills',
  aggregate: 'sum',
  window: 300_000,
  above: 1,
  summary: 'The kernel of {host} killed {value} processes for lack of memory',
  why: 'One is enough: somebody lost a process. The alert ends five minutes after the last.',
};
