import type { RuleInput } from '../rule.ts';

export const networkDrops: RuleInput = {
  id: 'network_drops',
  kind: 'threshold',
  view: 'network',
  device: 'interface',
  value:
    'if(sum(ifNull(receive_drops, 0)) < 1000, 0, 100 * sum(ifNull(receive_drops, 0)) / nullIf(sum(ifNull(receive_packets, 0)) + sum(ifNull(receive_drops, 0)), 0))',
  aggregate: 'expression',
  window: 600_000,
  above: 2,
  clear: 1,
  for: 600_000,
  unit: '%',
  summary: '{device} on {host} drops {value} of what it receives',
  why: 'Kernels count packets of unknown protocols as dropped, so a few are normal everywhere.',
};
