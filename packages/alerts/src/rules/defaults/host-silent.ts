import type { RuleInput } from '../rule.ts';

export const hostSilent: RuleInput = {
  id: 'host_silent',
  kind: 'silent',
  severity: 'critical',
  summary: '{host} sends no samples',
  why: 'A host is silent by its own sample and flush intervals, so a host that sends once a minute is not silent between two batches. While ingest is stalled nobody is silent.',
};
