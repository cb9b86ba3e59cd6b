import { expect, test } from '@jest/globals';
import type { HostDetail } from '../api/types.ts';
import { agentFact } from './agent-fact.ts';

const well: NonNullable<HostDetail['self']> = {
  tsMs: 1,
  cpuPct: 0.1,
  rssBytes: 1,
  spoolBytes: 0,
  spoolBatches: 0,
  slowedGroups: 0,
  overCpuBudget: false,
  overRssBudget: false,
  issues: 0,
};
const issues = [
  { group: 'filesystem', device: '/mnt', column: '', code: 'MOUNT_HUNG', message: 'no answer' },
];
const agent = { agentVersion: '1.2', connected: true, issues };

test.each([
  [{}, '1.2'],
  [{ slowedGroups: 1, overCpuBudget: null }, '1.2, 1 group read more rarely to keep the CPU budget'],
  [{ overCpuBudget: true, overRssBudget: true }, '1.2, over its budget of CPU and memory'],
  [
    { slowedGroups: 2, overRssBudget: true, issues: 3 },
    '1.2, 2 groups read more rarely to keep the CPU budget, over its budget of memory, 3 not read',
  ],
])('an agent that tells %j', (reported, value) => {
  const fact = agentFact({ ...agent, self: { ...well, ...reported } });
  expect(fact).toMatchObject({ name: 'Agent', value });
  expect(fact.isWarning ?? false).toBe(value !== '1.2');
});

test('of an agent that is away, or tells nothing, there is only its version', () => {
  const self = { ...well, slowedGroups: 1 };
  expect(agentFact({ ...agent, connected: false, self })).toEqual({
    name: 'Agent',
    value: '1.2, not connected',
  });
  expect(agentFact({ ...agent, self: null })).toEqual({ name: 'Agent', value: '1.2' });
});

test('what is not read is named', () => {
  const { title } = agentFact({ ...agent, self: { ...well, issues: 1 } });
  expect(title).toContain('filesystem /mnt: no answer');
});
