import { describe, expect, test } from '@jest/globals';
import type { BatchOrigin } from './batch-origin.ts';
import { insertBytes, SampleGroup, sampleGroupLimits } from './sample-group.ts';
import { reading, sampleColumns } from '@hostwire/testing/storage';

const recvMs = Date.UTC(2026, 6, 1);
const origin: BatchOrigin = {
  agentId: '00000000-0000-0000-0000-000000000001',
  host: 'a',
  epoch: '0000000000000001',
  seq: 1,
  hash: '0000000000000002',
  day: Math.floor(recvMs / 86_400_000),
  recvMs,
};
const one = sampleColumns([
  {
    tsMs: recvMs,
    monoMs: 1,
    intervalMs: 1000,
    readings: {
      cpu: reading('cpu', { '': { user_ms: 1 } }),
      disk: reading('disk', { sda: { read_ops: 5 }, sdb: {} }),
    },
  },
]);

describe('SampleGroup', () => {
  test('counts an upper bound of its body', () => {
    const group = new SampleGroup();
    for (let seq = 1; seq <= 500; seq++) group.addBatch({ ...origin, seq }, one);
    const headerBytes = 16 * 1024;
    const { length } = group.toNative();
    expect(group.rows).toBe(500);
    expect(group.bytes).toBe(500 * insertBytes(one));
    expect(length).toBeLessThanOrEqual(group.bytes + headerBytes);
    expect(length).toBeGreaterThan(group.bytes * 0.8);
  });

  test('is bounded by samples and by bytes, and stays as it was when something does not fit', () => {
    const full = new SampleGroup({ ...sampleGroupLimits, maxSamples: 2 });
    full.addBatch(origin, one);
    full.addTombstone({ ...origin, seq: 2 }, 'malformed');
    expect(() => full.addBatch({ ...origin, seq: 3 }, one)).toThrow(
      expect.objectContaining({ code: 'GROUP_FULL' }),
    );
    expect(full.rows).toBe(2);
    const bytes = insertBytes(one);
    const small = new SampleGroup({ ...sampleGroupLimits, maxBytes: bytes + 1 });
    small.addBatch(origin, one);
    expect(() => small.addBatch({ ...origin, seq: 2 }, one)).toThrow(
      expect.objectContaining({ code: 'GROUP_FULL' }),
    );
    expect(small.bytes).toBe(bytes);
  });

  test('is of one day', () => {
    const group = new SampleGroup();
    group.addBatch(origin, one);
    const tomorrow = { ...origin, seq: 2, day: origin.day + 1 };
    expect(() => group.addBatch(tomorrow, one)).toThrow(expect.objectContaining({ code: 'GROUP_FULL' }));
    expect(group.day).toBe(origin.day);
  });

  test('refuses for good what would not fit an empty group', () => {
    const group = new SampleGroup({ ...sampleGroupLimits, maxBytes: 100 });
    expect(() => group.addBatch(origin, one)).toThrow(
      expect.objectContaining({ code: 'BATCH_TOO_LARGE', retryable: false }),
    );
  });
});
