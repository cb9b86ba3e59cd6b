export { slowIntervalMs } from '@hostwire/protocol';

/** Between two reads of a group, in ms; or with every sample; or never. */
export type Interval = number | 'every sample' | 'off';

/** Milliseconds between two reads of a group. */
export function intervalMsOf(interval: Interval, sampleIntervalMs: number): number {
  if (interval === 'off') return Infinity;
  return interval === 'every sample' ? sampleIntervalMs : interval;
}
