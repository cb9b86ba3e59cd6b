// `pnpm bench agent [--seconds 120] [--interval 1s|10s] [--quiet] [--executable FILE] [--soak SECONDS]
// [--versus DIR]... [--json]`: what the agent of this host costs while a whole Hostwire runs: at one sample a second and one
// in ten, quiet and (without --quiet) under load, beside node_exporter where that is installed. --executable runs the agent
// as one file (deploy/agent). With --json the last line is one object: the figures of the first run, and all runs by name.
// --soak watches the resident memory at 1 s instead. --versus runs the agents of other built clones beside this one and
// compares them.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';
import { measureAgent, pause } from './agent-run.ts';
import { compareAgents } from './agent-versus.ts';
import { HostLoad } from './host-load.ts';
import { NodeExporter } from './node-exporter.ts';
import { print, printTable } from './report.ts';
import { watchResidentMemory } from './resident-memory.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    interval: { type: 'string' },
    quiet: { type: 'boolean', default: false },
    executable: { type: 'string' },
    soak: { type: 'string' },
    versus: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const intervals = values.interval === undefined ? ['1s', '10s'] : [values.interval];
/** Past the start and the inventory. */
const warmUpMs = 20_000;

const folder = makeWorkFolder('bench-agent');
const stack = new Stack(folder);
const agent = new SecondAgent(folder, 'bench');
const runs: Record<string, Record<string, number>> = {};
try {
  await stack.start();
  await agent.enroll(stack);
  agent.start([], values.executable === undefined ? {} : { executable: resolve(values.executable) });
  await agent.seen(stack);
  if (values.versus.length > 0) await versus(values.versus);
  else if (values.soak !== undefined) await soak(Number(values.soak));
  else await measureAll();
  await agent.program.terminate();
} finally {
  await stack.stop();
  removeWorkFolder(folder);
}

async function measureAll(): Promise<void> {
  await pause(warmUpMs);
  for (const interval of intervals) await measureAt(interval);
  report();
}

async function measureAt(interval: string): Promise<void> {
  if (interval !== '1s' && !(await hasInterval(interval))) return;
  await measure(`${interval} quiet`);
  if (values.quiet) return;
  const load = await HostLoad.start(folder);
  try {
    await measure(`${interval} load`);
  } finally {
    await load.stop();
  }
}

/** false: this Hostwire has no such setting. */
async function hasInterval(interval: string): Promise<boolean> {
  const { code, stderr } = await stack.hostwire(['agents', 'settings', agent.name, '--interval', interval]);
  if (code === 0) return true;
  process.stderr.write(`not measured at ${interval}: ${stderr.trim()}\n`);
  return false;
}

async function measure(name: string): Promise<void> {
  const exporter = NodeExporter.isInstalled() ? await NodeExporter.start() : undefined;
  try {
    if (exporter !== undefined) await pause(5_000); // its start is not what is compared
    const before = exporter?.cost();
    const began = performance.now();
    runs[name] = await measureAgent(agent, stack, { seconds });
    if (exporter === undefined || before === undefined) return;
    const elapsed = (performance.now() - began) / 1000;
    const after = exporter.cost();
    const cpuPct = (100 * (after.cpuSeconds - before.cpuSeconds)) / elapsed;
    runs[name] = { ...runs[name], node_exporter_cpu_pct: cpuPct, node_exporter_rss_mb: after.rssMb };
  } finally {
    await exporter?.stop();
  }
}

function report(): void {
  if (!NodeExporter.isInstalled()) process.stderr.write('prometheus-node-exporter is not installed\n');
  printTable(runs);
  if (values.json) process.stdout.write(`${JSON.stringify({ ...Object.values(runs)[0], runs })}\n`);
}

async function versus(roots: readonly string[]): Promise<void> {
  const others = roots.map((root, i) => ({
    root: resolve(root),
    agent: new SecondAgent(folder, `other-${i + 1}`),
  }));
  for (const { root, agent: other } of others) {
    await other.enroll(stack);
    other.start([], { root });
    await other.seen(stack);
  }
  await pause(warmUpMs);
  const agents = [agent, ...others.map((other) => other.agent)];
  const figures = await compareAgents(agents, stack, { seconds });
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else printTable(figures);
  for (const other of others) await other.agent.program.terminate();
}

async function soak(soakSeconds: number): Promise<void> {
  await pause(warmUpMs);
  const everyMs = Math.min(60_000, (soakSeconds * 1000) / 20);
  const { pid } = agent.program;
  const memory = await watchResidentMemory(pid, { seconds: soakSeconds, everyMs, quiet: values.json });
  const { firstMb, lastMb, slopeMbPerHour } = memory;
  print({ rss_first_mb: firstMb, rss_mb: lastMb, rss_slope_mb_per_hour: slopeMbPerHour }, values.json);
}
