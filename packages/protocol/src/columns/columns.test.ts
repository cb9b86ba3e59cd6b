import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { columnGroup } from '../column-groups.ts';
import { ProtocolError } from '../protocol-error.ts';
import type { Reading, Sample } from '../sample.ts';
import { decodeColumns } from './decode-columns.ts';
import { encodeColumns } from './encode-columns.ts';
import { sampleBatch, samplesOf } from '@hostwire/testing/protocol';

const at = (readings: Sample['readings'], index = 0): Sample => ({
  tsMs: 1_700_000_000_000 + index * 1000,
  monoMs: 5000 + index * 1000,
  intervalMs: 1000,
  readings,
});

function load(...values: number[]): { load: Reading } {
  return { load: { devices: [''], values: Float64Array.from(values) } };
}

describe('columns', () => {
  test('what is encoded is what is decoded, for any samples', () => {
    fc.assert(
      fc.property(sampleBatch, (samples) => {
        expect(samplesOf(decodeColumns(encodeColumns(samples)))).toEqual(samples);
      }),
      { numRuns: 150 },
    );
  });

  test('the largest swing of a gauge is exact', () => {
    const largest = Number.MAX_SAFE_INTEGER;
    const samples = [largest, 0, largest, largest - 1].map((value, i) => at(load(value, 0, NaN, 1), i));
    expect(samplesOf(decodeColumns(encodeColumns(samples)))).toEqual(samples);
  });

  test('columns that are 0 or missing throughout cost the same for ten samples as for a hundred', () => {
    const lengths = [10, 100].map((count) => {
      const samples = Array.from({ length: count }, (_, i) => at(load(0, NaN, 0, NaN), i));
      return encodeColumns(samples).length - count * 3; // the clocks of a sample take three bytes
    });
    expect(lengths[1]! - lengths[0]!).toBeLessThanOrEqual(1); // the length of the codes takes one byte more
  });

  test('clocks that jump to any value are exact', () => {
    const largest = Number.MAX_SAFE_INTEGER;
    const samples = [0, largest, 1, largest, largest].map((ms, i) => ({
      ...at({}),
      tsMs: ms,
      monoMs: largest - ms,
      intervalMs: i % 2 === 0 ? largest : 0,
    }));
    expect(samplesOf(decodeColumns(encodeColumns(samples)))).toEqual(samples);
  });

  test('a mount point used again by another file system is a device of its own', () => {
    const mounted = (device: string, size: number): Sample['readings'] => ({
      filesystem: {
        devices: ['/mnt'],
        labels: { device: [device], type: ['ext4'] },
        values: Float64Array.from([size, 1, 1, 1, 1, 0]),
      },
    });
    const samples = [at(mounted('/dev/sda1', 10)), at(mounted('/dev/sdb1', 99), 1)];
    const columns = decodeColumns(encodeColumns(samples));
    expect(columns.groups[0]!.deviceNames).toEqual(['/mnt', '/mnt']);
    expect(samplesOf(columns)).toEqual(samples);
  });

  test.each([
    ['no samples', [], 'OUT_OF_RANGE'],
    ['a time before 1970', [{ ...at({}), tsMs: -1 }], 'OUT_OF_RANGE'],
    ['too many samples', Array.from({ length: 10_001 }, () => at({})), 'TOO_LARGE'],
    ['too many values', Array.from({ length: 2000 }, () => at(cores(300))), 'TOO_LARGE'],
  ])('the encoder refuses %s', (_, samples, code) => {
    expect(() => encodeColumns(samples)).toThrow(expect.objectContaining({ name: 'ProtocolError', code }));
  });

  test('a truncated or damaged payload is a ProtocolError or other samples, never anything else', () => {
    fc.assert(
      fc.property(sampleBatch, fc.array(fc.nat()), (samples, flips) => {
        const bytes = encodeColumns(samples);
        for (let length = 0; length < bytes.length; length++) decodesOrRefuses(bytes.subarray(0, length));
        for (const flip of flips) {
          const damaged = bytes.slice();
          damaged[(flip >> 3) % bytes.length]! ^= 1 << (flip & 7);
          decodesOrRefuses(damaged);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('random bytes are a ProtocolError or samples, never anything else', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), decodesOrRefuses), { numRuns: 2000 });
  });
});

function cores(count: number): Sample['readings'] {
  const devices = Array.from({ length: count }, (_, core) => `${core}`);
  const values = new Float64Array(count * columnGroup('cpu_core').columns.length);
  return { cpu_core: { devices, values } };
}

/** Whatever decodes keeps the promises of SampleColumns, so it can be encoded again. */
function decodesOrRefuses(bytes: Uint8Array): void {
  let columns;
  try {
    columns = decodeColumns(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError);
    return;
  }
  encodeColumns(samplesOf(columns));
}
