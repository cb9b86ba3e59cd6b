import type { SecondAgent } from '../harness/second-agent.ts';
import type { Stack } from '../harness/stack.ts';
import { processCost } from './process-cost.ts';
import { canTrace, countSystemCalls } from './system-calls.ts';

/** Covers every group that is read each ten seconds. */
const traceSeconds = 20;

interface SampleFigures {
  readonly samples: number;
  readonly sent_bytes: number;
  readonly read_us_mean: number;
  readonly read_us_max: number;
  readonly late_ms_p99: number;
  readonly late_ms_max: number;
  readonly agent_cpu_us: number;
}

/**
 * What a running agent costs over `seconds`: CPU and memory from outside by the kernel's own counters, what it sent and
 * how late its samples were from the samples themselves; then, while strace slows it down, its system calls.
 */
export async function measureAgent(
  agent: SecondAgent,
  stack: Stack,
  { seconds }: { seconds: number },
): Promise<Record<string, number>> {
  const { pid } = agent.program;
  const before = processCost(pid);
  const began = performance.now();
  const fromMs = Date.now();
  await pause(seconds * 1000);
  const after = processCost(pid);
  const elapsed = (performance.now() - began) / 1000;
  await agent.seen(stack, Date.now());
  const figures = await samplesSince(stack, agent.name, { fromMs, toMs: fromMs + elapsed * 1000 });
  const cpuSeconds = after.cpuSeconds - before.cpuSeconds;
  return {
    seconds: elapsed,
    samples: figures.samples,
    cpu_seconds: cpuSeconds,
    cpu_pct: (100 * cpuSeconds) / elapsed,
    cpu_ms_per_sample: (1000 * cpuSeconds) / figures.samples,
    rss_mb: after.rssMb,
    rss_peak_mb: after.peakRssMb,
    wire_bytes_per_sample: figures.sent_bytes / figures.samples,
    database_bytes_per_sample: await databaseBytes(stack),
    read_us_per_sample: figures.read_us_mean,
    read_us_max: figures.read_us_max,
    sample_late_ms_p99: figures.late_ms_p99,
    sample_late_ms_max: figures.late_ms_max,
    child_faults: after.childFaults - before.childFaults,
    ...(await tracedFigures(agent, stack)),
  };
}

/** Empty where strace is not installed. */
async function tracedFigures(agent: SecondAgent, stack: Stack): Promise<Record<string, number>> {
  if (!canTrace()) {
    process.stderr.write('system calls and execs are not counted: strace is not installed\n');
    return {};
  }
  const fromMs = Date.now();
  const { calls, execs } = await countSystemCalls(agent.program.pid, traceSeconds);
  const toMs = Date.now();
  await agent.seen(stack, toMs);
  const { samples } = await samplesSince(stack, agent.name, { fromMs, toMs });
  return { execs, syscalls_per_sample: calls / samples };
}

/** `late`: behind the earliest instant in the second that a sample of this time has. */
export async function samplesSince(
  stack: Stack,
  host: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<SampleFigures> {
  const time = (ms: number) => `fromUnixTimestamp64Milli(toInt64(${Math.round(ms)}))`;
  const [figures] = await stack.query<SampleFigures>(`
    WITH toUnixTimestamp64Milli(ts) % 1000 AS in_second, min(in_second) OVER () AS phase
    SELECT count() AS samples, sum(sent_bytes) AS sent_bytes, avg(read_us) AS read_us_mean,
      max(read_us) AS read_us_max, quantileExact(0.99)(late) AS late_ms_p99, max(late) AS late_ms_max,
      sum(cpu_us) AS agent_cpu_us
    FROM (SELECT sent_bytes, read_us, cpu_us, in_second - phase AS late FROM agent
      WHERE host = '${host}' AND ts > ${time(fromMs)} AND ts <= ${time(toMs)})`);
  return figures!;
}

/** On the disk of ClickHouse, all hosts of this stack together: the more samples a part has, the fewer. */
async function databaseBytes(stack: Stack): Promise<number> {
  const [{ bytes } = { bytes: NaN }] = await stack.query<{ bytes: number }>(
    `SELECT argMax(bytes_on_disk / rows, rows) AS bytes FROM system.parts WHERE active AND table = 'samples'`,
  );
  return bytes;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
