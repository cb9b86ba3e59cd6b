import type { RuleInput } from '../rule.ts';

export const linkDown: RuleInput = {
  id: 'link_down',
  kind: 'threshold',
  view: 'link',
  device: 'interface',
  value: `2 * argMax(state = 'down', ts) - argMin(state = 'down', ts)`,
  aggregate: 'expression',
  where: `interface NOT LIKE 'veth%' AND interface NOT LIKE 'docker%' AND interface NOT LIKE 'br-%'`,
  window: 600_000,
  above: 2,
  clear: 1,
  for: 60_000,
  summary: '{device} on {host} lost its link',
  why: 'Only a link that was up within the last ten minutes; ports that nothing is plugged into stay quiet.',
};
