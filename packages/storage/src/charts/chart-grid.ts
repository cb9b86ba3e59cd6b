/** Steps that people can read off an axis, in seconds; longer ones are whole multiples of a day. */
const niceStepsS = [
  1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
];
const dayMs = 86_400_000;

export interface TimeRange {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

/** The steps of a chart: `count` of them, the first starting at `startMs`, a multiple of `stepMs`. */
export interface ChartGrid {
  readonly startMs: number;
  readonly stepMs: number;
  readonly count: number;
}

/** The steps of this length that touch the range. */
export function gridOf(range: TimeRange, stepMs: number): ChartGrid {
  const startMs = Math.floor(range.fromMs / stepMs) * stepMs;
  return { startMs, stepMs, count: Math.max(Math.ceil((range.toMs - startMs) / stepMs), 0) };
}

/** The shortest readable step with which at most `points` steps touch the range. */
export function stepFor(range: TimeRange, points: number): number {
  for (const seconds of niceStepsS) {
    if (gridOf(range, seconds * 1_000).count <= points) return seconds * 1_000;
  }
  let days = Math.max(Math.ceil((range.toMs - range.fromMs) / points / dayMs), 1);
  while (gridOf(range, days * dayMs).count > points && days * dayMs < range.toMs) days += 1;
  return days * dayMs;
}
