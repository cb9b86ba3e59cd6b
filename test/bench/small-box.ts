// `pnpm bench small-box [--agents 20] [--cpus 1] [--memory 1024] [--minutes 10] [--json]`: a collector and its ClickHouse in a control
// group with so many cores and MiB, so many hosts at one sample a second, a fleet page and a host page open all the time. Exit
// code 1, with the reasons, when a program was ended, acknowledgements are late, a page stands still or a sample is missing.
import { parseArgs } from 'node:util';
import { chartNames } from '@hostwire/storage';
import { ControlGroup } from './control-group.ts';
import { PageStream } from './page-stream.ts';
import { childrenOf, processCost } from './process-cost.ts';
import { print } from './report.ts';
import { LoadedStack } from './simulated-fleet/loaded-stack.ts';

const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: '20' },
    cpus: { type: 'string', default: '1' },
    memory: { type: 'string', default: '1024' },
    minutes: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
  },
});
const agents = Number(values.agents);
const measureMs = 60_000 * Number(values.minutes);
const settleMs = 20_000;
const drainLimitMs = 60_000;
const dayMs = 86_400_000;
/** As the issue of 10,000 agents has it. */
const ackLimitMs = 3_000;
/** What the simulated hosts of a page send comes once a second: a page that gets less than every second one stands still. */
const leastEventsPerSecond = 0.5;
const host = '/api/v1/hosts/sim-00001';

const group = ControlGroup.make(`hostwire-bench-${process.pid}`, {
  cpus: Number(values.cpus),
  memoryBytes: Number(values.memory) * 2 ** 20,
});
const loaded = new LoadedStack('bench-small-box', { within: group.within });
try {
  await loaded.start(agents);
  const { clickhousePid } = loaded;
  const pages = [
    await PageStream.open(loaded.stack.dataDir, '/api/v1/live?fleet=1'),
    await PageStream.open(loaded.stack.dataDir, '/api/v1/live?host=sim-00001', () => charts(10_000)),
  ];
  await pause(settleMs);
  await loaded.fleet.do('beginMeasure');
  const [beganMs, cpuBefore] = [performance.now(), cpuSeconds()];
  const eventsBefore = pages.map(({ events }) => events);
  await pause(measureMs);
  const seconds = (performance.now() - beganMs) / 1_000;
  const events = pages.map((page, i) => (page.events - eventsBefore[i]!) / seconds);
  const cpuPct = (100 * (cpuSeconds() - cpuBefore)) / seconds;
  const openedMs = await openHost();
  for (const page of pages) page.close();
  const sent = await loaded.drain(drainLimitMs);
  const stored = await loaded.stored();
  const audit = await loaded.stack.hostwire(['audit']);
  const figures = group.figures();
  const isSameServer = childrenOf(loaded.collectorPid).includes(clickhousePid);
  print(
    {
      agents,
      cpus: Number(values.cpus),
      memory_mib: Number(values.memory),
      seconds,
      cpu_pct: cpuPct,
      throttled_share: figures.throttledShare,
      memory_peak_mb: figures.memoryPeakMb,
      oom_kills: figures.oomKills,
      collector_rss_mb: processCost(loaded.collectorPid).rssMb,
      clickhouse_rss_mb: processCost(loaded.clickhousePid).rssMb,
      ack_p50_ms: sent.ackP50Ms,
      ack_p99_ms: sent.ackP99Ms,
      fleet_page_events_per_s: events[0]!,
      host_page_events_per_s: events[1]!,
      open_page_ms: openedMs,
      samples_sent: sent.samples,
      samples_lost: sent.samples - stored.distinct,
      samples_doubled: stored.rows - stored.distinct,
      audit_exit: audit.code ?? -1,
    },
    values.json,
  );
  const complaints = [
    (figures.oomKills > 0 || !isSameServer) && 'a program was ended, or ClickHouse was started again',
    sent.ackP99Ms > ackLimitMs && `the acknowledgement p99 is ${Math.round(sent.ackP99Ms)} ms`,
    events.some((each) => each < leastEventsPerSecond) && `pages get ${events.join(' and ')} events a second`,
    stored.distinct !== sent.samples && `${sent.samples - stored.distinct} samples are missing`,
    stored.rows !== stored.distinct && `${stored.rows - stored.distinct} samples are there twice`,
    audit.code !== 0 && `hostwire audit exits with ${audit.code}: ${audit.stdout}${audit.stderr}`,
  ].filter((complaint) => complaint !== false);
  for (const complaint of complaints) process.stderr.write(`failed: ${complaint}\n`);
  if (complaints.length > 0) process.exitCode = 1;
} finally {
  await loaded.stop(() => group.remove());
}

function charts(rangeMs: number): Promise<number> {
  const toMs = Date.now();
  const range = `fromMs=${toMs - rangeMs}&toMs=${toMs}&points=600`;
  return loaded.get(`${host}/charts?charts=${chartNames.join(',')}&${range}`);
}

/** Until a host page has everything that it shows of a day. */
async function openHost(): Promise<number> {
  const beganMs = performance.now();
  await Promise.all([loaded.get(host), charts(dayMs)]);
  return performance.now() - beganMs;
}

function cpuSeconds(): number {
  return processCost(loaded.collectorPid).cpuSeconds + processCost(loaded.clickhousePid).cpuSeconds;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
