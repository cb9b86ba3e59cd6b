import type { RuleInput } from '../rule.ts';

export const linkFlapping: RuleInput = {
  id: 'link_flapping',
  kind: 'threshold',
  view: 'link',
  device: 'interface',
  value: 'carrier_changes',
  aggregate: 'sum',
  window: 600_000,
  above: 8,
  clear: 2,
  summary: 'The link of {device} on {host} changed {value} times within ten minutes',
  why: 'A reboot of a switch is two or four changes.',
};
