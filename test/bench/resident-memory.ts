import { processCost } from './process-cost.ts';

/** Resident memory over time. */
export interface ResidentMemory {
  readonly firstMb: number;
  readonly lastMb: number;
  /** Of the straight line through the second half of the readings: the first holds what a start leaves behind. */
  readonly slopeMbPerHour: number;
}

/** Reads it every `everyMs` for `seconds` and prints each reading unless `quiet`. */
export async function watchResidentMemory(
  pid: number,
  { seconds, everyMs, quiet }: { seconds: number; everyMs: number; quiet: boolean },
): Promise<ResidentMemory> {
  const readings: { hours: number; mb: number }[] = [];
  const began = performance.now();
  for (let ms = 0; ms <= seconds * 1000; ms = performance.now() - began) {
    const { rssMb } = processCost(pid);
    readings.push({ hours: ms / 3_600_000, mb: rssMb });
    if (!quiet) process.stdout.write(`${(ms / 60_000).toFixed(1)} min  ${rssMb.toFixed(1)} MB\n`);
    await new Promise((resolve) => void setTimeout(resolve, everyMs));
  }
  const half = readings.slice(Math.floor(readings.length / 2));
  return { firstMb: readings[0]!.mb, lastMb: readings.at(-1)!.mb, slopeMbPerHour: slope(half) };
}

/** Least squares. */
function slope(points: readonly { readonly hours: number; readonly mb: number }[]): number {
  const mean = (of: (point: { hours: number; mb: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const hours = mean((point) => point.hours);
  const mb = mean((point) => point.mb);
  const spread = mean((point) => (point.hours - hours) ** 2);
  return spread === 0 ? 0 : mean((point) => (point.hours - hours) * (point.mb - mb)) / spread;
}
