// `pnpm bench agent [--seconds 120] [--json]`: what the agent of this host costs, measured from outside by the kernel's
// own counters while a whole Hostwire runs; and what it puts on the wire, by its own count of bytes written.
import { parseArgs } from 'node:util';
import { SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';
import { processCost } from './process-cost.ts';
import { print } from './report.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '120' }, json: { type: 'boolean', default: false } },
});
const seconds = Number(values.seconds);

const folder = makeWorkFolder('bench-agent');
const stack = new Stack(folder);
const agent = new SecondAgent(folder, 'bench');
try {
  await stack.start();
  await agent.enroll(stack);
  const { pid } = agent.start();
  await agent.seen(stack);
  await pause(10_000); // past start-up and inventory
  const before = processCost(pid);
  const fromMs = Date.now();
  await pause(seconds * 1000);
  const after = processCost(pid);
  const elapsed = (Date.now() - fromMs) / 1000;
  const sql = `SELECT count() AS samples, sum(sent_bytes) AS bytes, avg(read_us) AS read_us FROM agent WHERE host = 'bench' AND ts > fromUnixTimestamp64Milli(toInt64(${fromMs}))`;
  const [wire] = await stack.query<{ samples: number; bytes: number; read_us: number }>(sql);
  const cpuSeconds = after.cpuSeconds - before.cpuSeconds;
  print(
    {
      seconds: elapsed,
      samples: wire!.samples,
      cpu_seconds: cpuSeconds,
      cpu_pct: (100 * cpuSeconds) / elapsed,
      rss_mb: after.rssMb,
      wire_bytes_per_sample: wire!.bytes / wire!.samples,
      read_us_per_sample: wire!.read_us,
    },
    values.json,
  );
  await agent.program.terminate();
} finally {
  await stack.stop();
  removeWorkFolder(folder);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
