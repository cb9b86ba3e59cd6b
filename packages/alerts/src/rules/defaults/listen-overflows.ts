import type { RuleInput } from '../rule.ts';

export const listenOverflows: RuleInput = {
  id: 'listen_overflows',
  kind: 'threshold',
  view: 'socket',
  value: 'tcp_listen_overflows',
  aggregate: 'sum',
  window: 300_000,
  above: 50,
  clear: 5,
  for: 60_000,
  summary:
    '{host} turned away {value} connections within five minutes: a program does not accept fast enough',
  why: 'Some at the start of a service are normal.',
};
