import { ProtocolError } from '../protocol-error.ts';
import type { SampleColumns } from '../sample.ts';
import type { WireCursor } from '../wire/wire-cursor.ts';
import { expectedMs } from './clock.ts';
import { isValue } from './value.ts';

/** Reads the intervals and the two clocks of all samples. */
export function decodeClocks(
  codes: WireCursor,
  samples: number,
): Pick<SampleColumns, 'tsMs' | 'monoMs' | 'intervalMs'> {
  const intervalMs = new Float64Array(samples);
  let previousMs = 0;
  for (let sample = 0; sample < samples; sample++) {
    previousMs = intervalMs[sample] = clockValue(codes, previousMs);
  }
  return { tsMs: decodeClock(codes, intervalMs), monoMs: decodeClock(codes, intervalMs), intervalMs };
}

function decodeClock(codes: WireCursor, intervalMs: Float64Array): Float64Array {
  const clockMs = new Float64Array(intervalMs.length);
  let previousMs = 0;
  for (let sample = 0; sample < clockMs.length; sample++) {
    previousMs = clockMs[sample] = clockValue(codes, expectedMs(previousMs, intervalMs[sample]!));
  }
  return clockMs;
}

/** What is expected and by how much it is off, as zigzag. */
function clockValue(codes: WireCursor, expected: number): number {
  const half = codes.half();
  const value = expected + (codes.low === 0 ? half : -half - 1);
  if (isValue(value)) return value;
  throw new ProtocolError(
    'OUT_OF_RANGE',
    `columns clock: value below 0 or of 2^53 or more (byte ${codes.position})`,
  );
}
