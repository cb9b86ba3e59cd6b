import { processCost } from './process-cost.ts';

/** How long an answer took, and the CPU of the process that gave it. */
export interface Took {
  readonly ms: number;
  readonly cpuMs: number;
}

const repetitions = 5;

export async function timed(pid: number, run: () => Promise<unknown>): Promise<Took> {
  const [beganMs, before] = [performance.now(), processCost(pid).cpuSeconds];
  await run();
  return { ms: performance.now() - beganMs, cpuMs: 1_000 * (processCost(pid).cpuSeconds - before) };
}

/** Of some runs after the first, which reads the files. */
export async function median(pid: number, run: () => Promise<unknown>): Promise<Took> {
  await run();
  const took: Took[] = [];
  for (let i = 0; i < repetitions; i++) took.push(await timed(pid, run));
  return took.toSorted((a, b) => a.ms - b.ms)[repetitions >> 1] ?? { ms: NaN, cpuMs: NaN };
}
