import type { RuleInput } from '../rule.ts';

export const agentOverBudget: RuleInput = {
  id: 'agent_over_budget',
  kind: 'threshold',
  view: 'agent',
  value: 'if(over_cpu_budget = 1 OR over_rss_budget = 1, 1, 0)',
  where: 'over_cpu_budget IS NOT NULL',
  above: 1,
  for: 300_000,
  summary: 'The agent of {host} takes more CPU or memory than its budget',
  why: 'Reading less often did not help, or nothing is left that the agent could read less often.',
};
