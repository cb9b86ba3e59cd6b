import { beforeEach, expect, test } from '@jest/globals';
import type { LeftOut } from '@hostwire/protocol';
import { createLogger } from '@hostwire/runtime';
import { LeftOutIssues } from './left-out-issues.ts';
import { ManualClock } from '@hostwire/testing';

const value: LeftOut = { reason: 'value', group: 'memory', device: '', column: 'swap_free_bytes' };

let clock: ManualClock;
let lines: string[];
let issues: LeftOutIssues;

beforeEach(() => {
  clock = new ManualClock();
  lines = [];
  const destination = { write: (line: string) => lines.push(line) };
  issues = new LeftOutIssues(clock, createLogger({ name: 'test', level: 'warn', destination }));
});

test('an issue names group, device and column, is logged once and ends when nothing is left out any more', () => {
  issues.report(value);
  issues.report(value);
  issues.report({ ...value, group: 'filesystem', device: '/mnt', column: 'inodes_free' });
  expect(issues.issues()).toEqual([
    {
      group: 'memory',
      device: '',
      column: 'swap_free_bytes',
      code: 'VALUE_IMPOSSIBLE',
      message: 'swap_free_bytes is no number that can be stored: the value is missing',
    },
    {
      group: 'filesystem',
      device: '/mnt',
      column: 'inodes_free',
      code: 'VALUE_IMPOSSIBLE',
      message: 'inodes_free of "/mnt" is no number that can be stored: the value is missing',
    },
  ]);
  expect(lines).toHaveLength(2);
  clock.advance(300_000);
  issues.report(value);
  clock.advance(301_000);
  expect(issues.issues()).toHaveLength(1);
  expect(issues.count).toBe(1);
  clock.advance(600_000);
  expect(issues.count).toBe(0);
});

test('names are shown without control characters, and not at any length', () => {
  issues.report({ reason: 'name', group: 'disk', device: `\u001b[2J${'x'.repeat(5000)}`, column: '' });
  const [issue] = issues.issues();
  expect(issue!.message).toMatch(/^"\\u001b\[2Jx{100,120}…" is no name/);
});

test('issues have a limit', () => {
  for (let i = 0; i < 5000; i++) issues.report({ ...value, group: 'disk', device: `d${i}` });
  expect(issues.issues()).toHaveLength(51);
  expect(issues.issues().at(-1)).toMatchObject({ code: 'MORE_LEFT_OUT' });
  expect(lines).toHaveLength(1000);
});
