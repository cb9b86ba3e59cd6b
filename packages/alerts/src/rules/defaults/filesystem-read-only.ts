import type { RuleInput } from '../rule.ts';

export const filesystemReadOnly: RuleInput = {
  id: 'filesystem_read_only',
  kind: 'threshold',
  severity: 'critical',
  view: 'filesystem',
  device: 'mount',
  // 2 when it turned read-only within the window, 1 when it was read-only before, 0 when it can be written.
  value: '2 * argMax(ifNull(read_only, 0), ts) - argMin(ifNull(read_only, 0), ts)',
  aggregate: 'expression',
  window: 600_000,
  above: 2,
  clear: 1,
  summary: '{device} on {host} turned read-only',
  why: 'The kernel does that after an error of the disk. File systems that are mounted read-only from the start are left alone.',
};
