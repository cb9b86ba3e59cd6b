import type { RuleInput } from '../rule.ts';

export const networkErrors: RuleInput = {
  id: 'network_errors',
  kind: 'threshold',
  view: 'network',
  device: 'interface',
  value: 'sum(ifNull(receive_errors, 0) + ifNull(transmit_errors, 0))',
  aggregate: 'expression',
  window: 600_000,
  above: 100,
  clear: 20,
  for: 300_000,
  summary: '{device} on {host} had {value} errors within ten minutes',
  why: 'A cable, a transceiver or a duplex mismatch. Single errors happen on healthy links.',
};
