import type { SecondAgent } from '../harness/second-agent.ts';
import type { Stack } from '../harness/stack.ts';
import { pause, samplesSince } from './agent-run.ts';
import { processCost } from './process-cost.ts';

/** Long enough for every group that is read each ten seconds to come twice. */
const roundSeconds = 20;

/**
 * What several agents cost in the same seconds: whatever else this machine does hits all of them. `of_first` is the
 * median, over rounds of 20 s, of CPU time against that of the first agent, with the quartiles.
 */
export async function compareAgents(
  agents: readonly SecondAgent[],
  stack: Stack,
  { seconds }: { seconds: number },
): Promise<Record<string, Record<string, number>>> {
  const fromMs = Date.now();
  const began = performance.now();
  const rounds: number[][] = [];
  let before = agents.map(costOf);
  const first = before;
  for (let i = 0; i < Math.max(1, Math.round(seconds / roundSeconds)); i++) {
    await pause(roundSeconds * 1000);
    const after = agents.map(costOf);
    rounds.push(after.map(({ cpuSeconds }, agent) => cpuSeconds - before[agent]!.cpuSeconds));
    before = after;
  }
  const elapsed = (performance.now() - began) / 1000;
  const toMs = Date.now();
  const figures: Record<string, Record<string, number>> = {};
  for (const [i, agent] of agents.entries()) {
    await agent.seen(stack, toMs);
    const of = await samplesSince(stack, agent.name, { fromMs, toMs });
    const ratios = rounds.map((round) => round[i]! / round[0]!).sort((a, b) => a - b);
    const at = (share: number) => ratios[Math.round(share * (ratios.length - 1))]!;
    figures[agent.name] = {
      cpu_pct: (100 * (before[i]!.cpuSeconds - first[i]!.cpuSeconds)) / elapsed,
      of_first: at(0.5),
      of_first_q1: at(0.25),
      of_first_q3: at(0.75),
      rss_mb: before[i]!.rssMb,
      rss_peak_mb: before[i]!.peakRssMb,
      wire_bytes_per_sample: of.sent_bytes / of.samples,
      read_us_per_sample: of.read_us_mean,
      read_us_max: of.read_us_max,
    };
  }
  return figures;
}

function costOf({ program }: SecondAgent): ReturnType<typeof processCost> {
  return processCost(program.pid);
}
