import { describe, expect, test } from '@jest/globals';
import type { AgentStatus } from '../status-file.ts';
import { describe as lines } from './status.ts';

const status: AgentStatus = {
  pid: 7,
  state: 'open',
  host: 'web1',
  agent_id: 'a',
  collector: 'wss://c:1',
  version: '0',
  started_ms: 1,
  updated_ms: 1_000_000,
  error: null,
  spool: { epoch: '', bytes: 0, batches: 0, firstSeq: 1, lastSeq: 0, waiting: 0 },
  last_ack: null,
  last_sample_ms: 1_000_000,
  interval_ms: 1_000,
  issues: [],
};
const line = (of: AgentStatus, nowMs: number, word: string) =>
  lines(of, nowMs).find((each) => each.startsWith(word));

describe('lines of `hostwire-agent status`', () => {
  test('an agent that is blocked by a read is distinguished from one that works, and from one that has stopped', () => {
    expect(line(status, 1_020_000, 'stalled')).toBeUndefined();
    expect(line(status, 1_045_000, 'stalled')).toContain('for 45 s');
    expect(line({ ...status, interval_ms: 60_000 }, 1_045_000, 'stalled')).toBeUndefined();
    expect(line({ ...status, pid: null }, 1_045_000, 'stalled')).toBeUndefined();
  });

  test('a read-only disk is named as the cause, not a read that hangs', () => {
    expect(lines(status, 1_045_000, true).join('\n')).toMatch(/read-only \(EROFS\)/);
    expect(lines(status, 1_045_000, true).join('\n')).not.toMatch(/a read does not return/);
  });

  test('ages are of when it was written, which is said when that is a while ago; of one that is blocked or ended, of now', () => {
    const working = { ...status, updated_ms: 1_001_000 };
    expect(line(working, 1_002_000, 'sample')).toBe('sample     1 s ago');
    expect(line(working, 1_002_000, 'state')).toBe('state      open (pid 7)');
    expect(line(working, 1_019_000, 'sample')).toBe('sample     1 s ago');
    expect(line(working, 1_019_000, 'state')).toBe('state      open (pid 7), all as it was 18 s ago');
    expect(line(working, 1_045_000, 'sample')).toBe('sample     45 s ago');
    expect(line({ ...working, pid: null }, 1_019_000, 'sample')).toBe('sample     19 s ago');
  });

  test('the budget has a line, and each group that is slowed another; what is over is said', () => {
    const budget = {
      cpu_pct: 3,
      cpu_pct_used: 3.456,
      rss_mb: 120,
      rss_mb_used: 60,
      over_cpu: true,
      over_rss: false,
    };
    const slowed = { ...status, budget: { ...budget, slowed: { process: 4 } } };
    expect(line(slowed, 1_001_000, 'budget')).toBe('budget     CPU 3.46 % of 3 %, OVER; memory 60 of 120 MB');
    expect(line(slowed, 1_001_000, 'slowed')).toBe(
      'slowed     process: its interval is 4 times what is set, to keep the CPU budget',
    );
    const within = { ...status, budget: { ...budget, over_cpu: false, over_rss: true, slowed: {} } };
    expect(line(within, 1_001_000, 'budget')).toBe('budget     CPU 3.46 % of 3 %; memory 60 of 120 MB, OVER');
    expect(line(within, 1_001_000, 'slowed')).toBeUndefined();
  });

  test('what is not read has a line of its own', () => {
    const issues = [
      { group: 'filesystem', device: '/mnt', code: 'MOUNT_HUNG', message: '/mnt did not answer' },
    ];
    expect(line({ ...status, issues }, 1_001_000, 'not read')).toBe(
      'not read   filesystem /mnt: /mnt did not answer',
    );
  });
});
