import { expect, test } from '@jest/globals';
import { encodeColumns, type Sample } from '@hostwire/protocol';
import { decodeDraft, encodeDraft } from './draft.ts';

const sample: Sample = {
  tsMs: 1_700_000_000_000,
  monoMs: 5_000,
  intervalMs: 1_000,
  readings: {
    load: { devices: [''], values: Float64Array.of(1, 2, NaN, 4) },
    link: {
      devices: ['eth0'],
      labels: { state: ['up'], duplex: ['full'] },
      values: Float64Array.of(1_000, NaN),
    },
  },
};

test('a draft comes back as it was, and makes the same batch', () => {
  const back = decodeDraft(encodeDraft(sample))!;
  expect(encodeColumns([back])).toEqual(encodeColumns([sample]));
  expect(back.readings.load!.values[2]).toBeNaN();
});

test('what is no draft of this version is none', () => {
  expect(decodeDraft(encodeColumns([sample]))).toBeUndefined();
  expect(decodeDraft(new Uint8Array(0))).toBeUndefined();
  expect(decodeDraft(encodeDraft({ ...sample, tsMs: 0.5 }))).toBeUndefined();
});
