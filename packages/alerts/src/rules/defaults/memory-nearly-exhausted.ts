import type { RuleInput } from '../rule.ts';

export const memoryNearlyExhausted: RuleInput = {
  id: 'memory_nearly_exhausted',
  kind: 'threshold',
  severity: 'critical',
  view: 'memory',
  value: '100 * available_bytes / nullIf(total_bytes, 0)',
  window: 30_000,
  below: 5,
  clear: 7,
  for: 30_000,
  unit: '%',
  summary: '{host} has {value} of its memory available',
  why: 'Available memory counts what the kernel can reclaim. Below 5 % it soon stalls or kills.',
};
