import type { RuleInput } from '../rule.ts';

export const databaseLost: RuleInput = {
  id: 'database_lost',
  kind: 'condition',
  severity: 'critical',
  summary: 'Stored samples were lost: {reason}',
  why: 'ClickHouse set a part aside as broken. The agent is asked again for what it still keeps; the rest is a gap with its reason.',
};
