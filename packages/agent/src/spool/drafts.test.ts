import { expect, test } from '@jest/globals';
import { encodeColumns, type Sample } from '@hostwire/protocol';
import { DraftFile } from './draft-file.ts';
import { Drafts } from './drafts.ts';
import { ModelFileSystem } from '../testing/model-file-system.ts';

const sample = (tsMs: number, devices = 1): Sample => ({
  tsMs,
  monoMs: tsMs,
  intervalMs: 1_000,
  readings: {
    link: {
      devices: Array.from({ length: devices }, (_, i) => `eth${i}`),
      labels: { state: new Array<string>(devices).fill('up'), duplex: new Array<string>(devices).fill('') },
      values: Float64Array.from({ length: 2 * devices }, (_, i) => tsMs + i),
    },
  },
});

function newDrafts(): Drafts {
  const drafts = new Drafts(new DraftFile(new ModelFileSystem(), 'drafts', false));
  drafts.begin('00'.repeat(16), 0);
  return drafts;
}

test('gives out what it took, in order, and is empty then', () => {
  const drafts = newDrafts();
  const taken = [sample(1), sample(2, 300), sample(3), sample(4, 900)]; // more than the store begins with
  for (const [i, each] of taken.entries()) expect(drafts.append(i + 1, each).sealIsDue).toBe(false);
  expect(drafts.isEmpty).toBe(false);
  expect(encodeColumns(drafts.take())).toEqual(encodeColumns(taken));
  expect(drafts.isEmpty).toBe(true);
  expect(drafts.take()).toEqual([]);
  drafts.append(5, sample(5));
  expect(drafts.take()).toEqual([sample(5)]);
});

test('a sample that changes after it was taken changes nothing', () => {
  const drafts = newDrafts();
  const changing = sample(1);
  drafts.append(1, changing);
  changing.readings.link!.values.fill(0);
  expect(drafts.take()).toEqual([sample(1)]);
});

test('a seal is due when there are many bytes', () => {
  const drafts = newDrafts();
  let seq = 0;
  while (!drafts.append(++seq, sample(seq, 1_000)).sealIsDue) expect(seq).toBeLessThan(100);
  expect(drafts.take()).toHaveLength(seq);
});
