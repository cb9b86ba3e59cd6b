import type { RuleInput } from '../rule.ts';

export const ingestStalled: RuleInput = {
  id: 'ingest_stalled',
  kind: 'condition',
  severity: 'critical',
  summary: 'The collector stores nothing: {reason}',
  why: 'When ClickHouse or the collector is in trouble, every host looks silent. This one alert says so instead. Agents keep their samples meanwhile.',
};
