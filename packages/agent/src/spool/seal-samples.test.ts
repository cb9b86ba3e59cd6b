import { expect, test } from '@jest/globals';
import { decodePayload, type LeftOut } from '@hostwire/protocol';
import { silentLogger } from '@hostwire/testing';
import { sealSamples } from './seal-samples.ts';
import { sampleOf } from '../testing/spool-fixture.ts';

function seal(samples: Parameters<typeof sealSamples>[0]) {
  const leftOut: LeftOut[] = [];
  const options = { logger: silentLogger, onLeftOut: (each: LeftOut) => leftOut.push(each) };
  return { frames: sealSamples(samples, 1_700_000_010_000, options), leftOut };
}

test('an odd value costs itself only', () => {
  const odd = sampleOf(2);
  odd.readings.load!.values[0] = 2 ** 64;
  const { frames, leftOut } = seal([sampleOf(1), odd, sampleOf(3)]);
  expect(frames).toMatchObject([{ type: 'batch', samples: 3 }]);
  const [batch] = frames;
  const columns = decodePayload(batch as Parameters<typeof decodePayload>[0]);
  expect([...columns.groups[0]!.values.subarray(0, 3)]).toEqual([1, NaN, 3]);
  expect(leftOut).toEqual([{ reason: 'value', group: 'load', device: '', column: 'load1_centi' }]);
});

test.each([-1, 0.5, NaN, Infinity, 2 ** 60])(
  'a sample at %p is a gap in its place, its neighbours stay',
  (tsMs) => {
    const { frames } = seal([sampleOf(1), { ...sampleOf(2), tsMs }, sampleOf(3)]);
    expect(frames.map((frame) => (frame.type === 'gap' ? frame.reason : frame.samples))).toEqual([
      1,
      'sample_lost',
      1,
    ]);
  },
);
