/** How often a group is read. */
export type Pace = number | 'every sample' | 'off';

/** Milliseconds between two reads of a group at this pace. */
export function paceMs(pace: Pace, sampleIntervalMs: number): number {
  if (pace === 'off') return Infinity;
  return pace === 'every sample' ? sampleIntervalMs : pace;
}
