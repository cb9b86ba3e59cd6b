import { expect, test } from '@jest/globals';
import { batchHash, zeroHash } from './batch-hash.ts';
import type { Batch, Gap } from './frame/frame.ts';
import { frameExamples } from '@hostwire/testing/protocol';

const epoch = '0123456789abcdef';
const batch = { ...(frameExamples['batch'] as Batch), prevHash: zeroHash };
const gap = { ...(frameExamples['gap'] as Gap), prevHash: zeroHash };

test('is 16 hex digits and the same each time', () => {
  expect(batchHash(epoch, batch)).toMatch(/^[0-9a-f]{16}$/);
  expect(batchHash(epoch, { ...batch, payload: Uint8Array.from(batch.payload) })).toBe(
    batchHash(epoch, batch),
  );
});

test('changes with everything that makes a batch or a gap', () => {
  const others: (Batch | Gap)[] = [
    batch,
    { ...batch, seq: 42 },
    { ...batch, day: 1 },
    { ...batch, createdMs: 1 },
    { ...batch, samples: 3 },
    { ...batch, prevHash: '0000000000000001' },
    { ...batch, rawLength: 5 },
    { ...batch, payload: Uint8Array.of(1, 2, 3) },
    gap,
    { ...gap, firstSeq: 41 },
    { ...gap, lastSeq: 100 },
    { ...gap, day: 1 },
    { ...gap, fromMs: 1 },
    { ...gap, toMs: 1 },
    { ...gap, reason: 'refused' },
    { ...gap, prevHash: '0000000000000001' },
    { ...gap, createdMs: 1 },
  ];
  const hashes = [...others.map((one) => batchHash(epoch, one)), batchHash('0123456789abcdee', batch)];
  expect(new Set(hashes).size).toBe(others.length + 1);
});
