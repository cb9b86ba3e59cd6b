import type { RuleInput } from '../rule.ts';

export const agentCloned: RuleInput = {
  id: 'agent_cloned',
  kind: 'condition',
  severity: 'critical',
  summary: 'Two machines use the identity of {host}: {reason}',
  why: 'A copied virtual machine or a stolen key. See hostwire agents show.',
};
