import type { Sample } from '../sample.ts';
import type { WireWriter } from '../wire/wire-writer.ts';
import { expectedMs } from './clock.ts';
import { checkValue, isValue } from './value.ts';

/** Whether a batch can hold a sample of these clocks at all: neither before 1970 nor beyond 2^53 - 1 ms, in whole ms. */
export function hasClocks({ tsMs, monoMs, intervalMs }: Sample): boolean {
  return isValue(tsMs) && isValue(monoMs) && isValue(intervalMs);
}

/** Writes the intervals and the two clocks of all samples. */
export function encodeClocks(out: WireWriter, samples: readonly Sample[]): void {
  let previousMs = 0;
  for (const { intervalMs } of samples) {
    checkValue(intervalMs, 'interval_ms');
    writeDifference(out, intervalMs - previousMs);
    previousMs = intervalMs;
  }
  let tsMs = 0;
  for (const sample of samples) {
    checkValue(sample.tsMs, 'ts_ms');
    writeDifference(out, sample.tsMs - expectedMs(tsMs, sample.intervalMs));
    tsMs = sample.tsMs;
  }
  let monoMs = 0;
  for (const sample of samples) {
    checkValue(sample.monoMs, 'mono_ms');
    writeDifference(out, sample.monoMs - expectedMs(monoMs, sample.intervalMs));
    monoMs = sample.monoMs;
  }
}

/** By its zigzag. */
function writeDifference(out: WireWriter, difference: number): void {
  if (difference >= 0) out.halves(difference, 0);
  else out.halves(-difference - 1, 1);
}
