import type { RuleInput } from '../rule.ts';

export const storageBudget: RuleInput = {
  id: 'storage_budget',
  kind: 'condition',
  severity: 'warning',
  summary: 'The storage budget is nearly used up: {reason}',
  why: 'Beyond the budget the oldest raw days are dropped. Raise retention.maxDisk or keep fewer days.',
};
