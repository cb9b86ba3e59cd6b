/**
 * When something that fills reaches its limit: a robust linear fit (Theil-Sen: the median of the slopes between all pairs
 * of points) that stands a few outliers, and says nothing when the growth is not steady.
 */

export interface Forecast {
  /** Per hour. */
  readonly slope: number;
  /** Until the limit is reached; null: it does not grow, or cannot be known. */
  readonly hours: number | null;
  /** 0..1: how much of the pairs of points agree that it grows, and how little it strays from the line. */
  readonly confidence: number;
}

export const forecastLimits = {
  /** Half of the window: less is no steady growth. */
  leastPoints: 18,
  /** Below it there is no forecast. */
  leastConfidence: 0.7,
  /** Further ahead nobody can know. */
  longestHours: 8_760,
} as const;

/** Points in time order, at even steps; null: no value. */
export function forecastOf(
  points: readonly (number | null)[],
  { stepMs, limit }: { stepMs: number; limit: number },
): Forecast {
  const known = points.flatMap((value, index) =>
    value === null ? [] : [{ x: (index * stepMs) / 3_600_000, value }],
  );
  if (known.length < forecastLimits.leastPoints) return { slope: 0, hours: null, confidence: 0 };
  const slopes = slopesOf(known);
  const slope = median(slopes);
  const confidence = confidenceOf(known, { slope, slopes }) * stillGrowing(known, slope);
  const latest = known.at(-1)!.value;
  const hours = slope > 0 ? Math.max(0, (limit - latest) / slope) : null;
  const isKnown =
    hours !== null && confidence >= forecastLimits.leastConfidence && hours <= forecastLimits.longestHours;
  return { slope, hours: isKnown ? hours : null, confidence };
}

interface Point {
  /** In hours. */
  readonly x: number;
  readonly value: number;
}

function slopesOf(points: readonly Point[]): number[] {
  const slopes: number[] = [];
  for (let i = 0; i < points.length; i++)
    for (let j = i + 1; j < points.length; j++)
      slopes.push((points[j]!.value - points[i]!.value) / (points[j]!.x - points[i]!.x));
  return slopes;
}

/** 0..1: how much of the growth the last third still shows; a restore that is over is no growth. */
function stillGrowing(points: readonly Point[], slope: number): number {
  const recent = median(slopesOf(points.slice(-Math.ceil(points.length / 3))));
  return slope > 0 ? Math.min(1, Math.max(0, recent / slope)) : 0;
}

function confidenceOf(
  points: readonly Point[],
  { slope, slopes }: { slope: number; slopes: readonly number[] },
): number {
  const growing = slopes.filter((each) => each > 0).length / slopes.length;
  const span = points.at(-1)!.x - points[0]!.x;
  const rise = Math.abs(slope) * span;
  if (rise === 0) return 0;
  const base = median(points.map(({ x, value }) => value - slope * x));
  const stray = median(points.map(({ x, value }) => Math.abs(value - base - slope * x)));
  return Math.max(0, growing * (1 - stray / rise));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
