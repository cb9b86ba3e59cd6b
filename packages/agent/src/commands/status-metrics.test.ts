import { expect, test } from '@jest/globals';
import { ExpositionReader } from '../metrics/exposition.ts';
import type { AgentStatus } from '../status-file.ts';
import { statusMetrics } from './status-metrics.ts';

const status: AgentStatus = {
  pid: 42,
  state: 'open',
  host: 'we"b\\1',
  agent_id: 'a',
  collector: 'wss://127.0.0.1:4681',
  version: '0.1.0',
  started_ms: 1_700_000_000_000,
  updated_ms: 1_700_000_100_000,
  error: null,
  spool: { epoch: 'e', bytes: 2_000, batches: 3, firstSeq: 1, lastSeq: 9, waiting: 0 },
  history: { epochs: 1, batches: 5, bytes: 500 },
  last_ack: { seq: 6, ms: 1_700_000_090_000 },
  last_sample_ms: 1_700_000_099_500,
  interval_ms: 1_000,
  budget: {
    cpu_pct: 1,
    cpu_pct_used: 0.25,
    over_cpu: false,
    rss_mb: 80,
    rss_mb_used: 50,
    over_rss: false,
    slowed: {},
  },
  issues: [],
};

/** Read back by what reads the files of other programs. */
function read(of: AgentStatus) {
  const reader = new ExpositionReader();
  const lines = statusMetrics(of)
    .split('\n')
    .map((line) => reader.line(line));
  expect(lines).not.toContain('malformed');
  return lines.filter((line) => line !== undefined && line !== 'malformed');
}

test('a status is shown in Prometheus’s text format', () => {
  const reported = Object.fromEntries(read(status).map(({ name, value }) => [name, value]));
  expect(reported).toEqual({
    hostwire_agent_info: 1,
    hostwire_agent_running: 1,
    hostwire_agent_connected: 1,
    hostwire_agent_updated_timestamp_seconds: 1_700_000_100,
    hostwire_agent_last_sample_timestamp_seconds: 1_700_000_099.5,
    hostwire_agent_last_acknowledged_timestamp_seconds: 1_700_000_090,
    hostwire_agent_issues: 0,
    hostwire_agent_spool_batches: 8,
    hostwire_agent_spool_bytes: 2_500,
    hostwire_agent_memory_only_batches: 0,
    hostwire_agent_cpu_ratio: 0.0025,
    hostwire_agent_cpu_budget_ratio: 0.01,
    hostwire_agent_resident_memory_bytes: 50e6,
    hostwire_agent_memory_budget_bytes: 80e6,
  });
  expect(read(status)[0]).toMatchObject({ labels: expect.arrayContaining([['host', 'we"b\\1']]) });
});

test('what an agent that never ran does not know is left out', () => {
  const { budget, ...rest } = status;
  expect(budget).toBeDefined();
  const never = { ...rest, pid: null, state: 'stopped', updated_ms: 0, last_ack: null, last_sample_ms: null };
  const names = read(never).map(({ name }) => name);
  expect(names).not.toContain('hostwire_agent_last_sample_timestamp_seconds');
  expect(names).not.toContain('hostwire_agent_cpu_ratio');
  expect(read(never).find(({ name }) => name === 'hostwire_agent_running')).toMatchObject({ value: 0 });
});
