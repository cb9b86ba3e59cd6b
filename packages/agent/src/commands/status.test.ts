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
  troubles: [],
};
const line = (of: AgentStatus, nowMs: number, word: string) =>
  lines(of, nowMs).find((each) => each.startsWith(word));

describe('lines of `hostwire-agent status`', () => {
  test('an agent that is held up by a read is told from one that works, and from one that has stopped', () => {
    expect(line(status, 1_020_000, 'stalled')).toBeUndefined();
    expect(line(status, 1_045_000, 'stalled')).toContain('for 45 s');
    expect(line({ ...status, interval_ms: 60_000 }, 1_045_000, 'stalled')).toBeUndefined();
    expect(line({ ...status, pid: null }, 1_045_000, 'stalled')).toBeUndefined();
  });

  test('what is not read has a line of its own', () => {
    const troubles = [{ group: 'filesystem /mnt', code: 'MOUNT_HUNG', message: '/mnt did not answer' }];
    expect(line({ ...status, troubles }, 1_001_000, 'not read')).toBe(
      'not read   filesystem /mnt: /mnt did not answer',
    );
  });
});
