import type { RuleInput } from '../rule.ts';

export const hostSilent: RuleInput = {
  id: 'host_silent',
  kind: 'silent',
  severity: 'critical',
  summary: '{host} sends no samples: {reason}',
  why: 'A host is silent by its own sample and flush intervals, so a host that sends once a minute is not silent between two batches. One that was shut down in order has 15 minutes to come back from a restart; one that is suspended again may take its time; while ingest is stalled nobody is silent.',
};
