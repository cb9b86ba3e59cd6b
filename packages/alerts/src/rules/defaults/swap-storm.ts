import type { RuleInput } from '../rule.ts';

export const swapStorm: RuleInput = {
  id: 'swap_storm',
  kind: 'threshold',
  view: 'memory',
  value: 'least(swap_in_pages_per_s, swap_out_pages_per_s)',
  aggregate: 'avg',
  window: 120_000,
  above: 500,
  clear: 100,
  for: 120_000,
  unit: 'pages/s',
  summary: '{host} swaps in and out at once, {value}',
  why: 'Swapping out alone is housekeeping. Both at once mean that memory in use does not fit.',
};
