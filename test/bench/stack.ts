// `pnpm bench stack [--agents 10] [--seconds 60] [--warm-up 120] [--json] [--profile FOLDER]`: what the whole costs while
// nobody looks, with a fleet page open, with a host page open, and for opening a host page: CPU of the collector and of
// ClickHouse, measured from outside, memory, and the bytes that go to a page. What a page costs is what was measured with it
// less the mean of what was measured before and after it. --profile writes the collector's CPU profile.
import { parseArgs } from 'node:util';
import { chartNames } from '@hostwire/storage';
import { PageStream } from './page-stream.ts';
import { processCost } from './process-cost.ts';
import { print } from './report.ts';
import { LoadedStack } from './simulated-fleet/loaded-stack.ts';

const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '60' },
    'warm-up': { type: 'string', default: '120' },
    json: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
});
const agents = Number(values.agents);
const seconds = Number(values.seconds);
/** Until agents send as often as somebody looks, and what an open page shows is at hand. */
const settleMs = 20_000;
const watchedHost = 'sim-00001';
const host = `/api/v1/hosts/${watchedHost}`;
const dayMs = 86_400_000;

const loaded = new LoadedStack('bench-stack', { profileFolder: values.profile });
try {
  await loaded.start(agents);
  await pause(1_000 * Number(values['warm-up']));
  const idle = await costOf(undefined);
  const fleetPage = await costOf('/api/v1/live?fleet=1');
  const idleBetween = await costOf(undefined);
  const hostPage = await costOf(`/api/v1/live?host=${watchedHost}`, askCharts);
  const idleAfter = await costOf(undefined);
  await loaded.get(host); // what a first request loads is not what opening a page costs
  const opening = await openingCost();
  const [collector, clickhouse] = [processCost(loaded.collectorPid), processCost(loaded.clickhousePid)];
  print(
    {
      agents,
      idle_cpu_pct: (idle.cpuPct + idleBetween.cpuPct + idleAfter.cpuPct) / 3,
      idle_collector_cpu_pct: idleAfter.collectorPct,
      idle_clickhouse_cpu_pct: idleAfter.clickhousePct,
      fleet_page_cpu_pct: fleetPage.cpuPct - (idle.cpuPct + idleBetween.cpuPct) / 2,
      fleet_page_collector_cpu_pct: fleetPage.collectorPct - idleBetween.collectorPct,
      fleet_page_bytes_per_minute: fleetPage.bytesPerMinute,
      host_page_cpu_pct: hostPage.cpuPct - (idleBetween.cpuPct + idleAfter.cpuPct) / 2,
      host_page_collector_cpu_pct: hostPage.collectorPct - idleBetween.collectorPct,
      host_page_bytes_per_minute: hostPage.bytesPerMinute,
      open_page_cpu_ms: opening.cpuMs,
      open_page_ms: opening.tookMs,
      collector_rss_mb: collector.rssMb,
      clickhouse_rss_mb: clickhouse.rssMb,
    },
    values.json,
  );
} finally {
  await loaded.stop();
}

/** While a page follows `path` (undefined: nobody looks); `onEvent`: what the page asks for then. */
async function costOf(path: string | undefined, onEvent?: () => Promise<number>) {
  const page = path === undefined ? undefined : await PageStream.open(loaded.stack.dataDir, path, onEvent);
  await pause(settleMs);
  const [beganMs, before, bytesBefore] = [performance.now(), cpuSeconds(), page?.bytes ?? 0];
  await pause(seconds * 1_000);
  const tookS = (performance.now() - beganMs) / 1_000;
  const after = cpuSeconds();
  const collectorPct = (100 * (after.collector - before.collector)) / tookS;
  const clickhousePct = (100 * (after.clickhouse - before.clickhouse)) / tookS;
  const figures = {
    cpuPct: collectorPct + clickhousePct,
    collectorPct,
    clickhousePct,
    bytesPerMinute: (60 * ((page?.bytes ?? 0) - bytesBefore)) / tookS,
  };
  page?.close();
  if (page !== undefined) await pause(15_000); // agents rest again
  return figures;
}

/** What a live host page asks for after a commit. */
function askCharts(): Promise<number> {
  const toMs = Date.now();
  return loaded.get(chartsPath(toMs - 10_000, toMs));
}

async function openingCost(): Promise<{ cpuMs: number; tookMs: number }> {
  const [before, beganMs] = [cpuSeconds(), performance.now()];
  const toMs = Date.now();
  await Promise.all([loaded.get(host), loaded.get(chartsPath(toMs - dayMs, toMs))]);
  const tookMs = performance.now() - beganMs;
  const after = cpuSeconds();
  const cpuMs = 1_000 * (after.collector - before.collector + after.clickhouse - before.clickhouse);
  return { cpuMs, tookMs };
}

function chartsPath(fromMs: number, toMs: number): string {
  return `${host}/charts?charts=${chartNames.join(',')}&fromMs=${fromMs}&toMs=${toMs}&points=600`;
}

function cpuSeconds() {
  return {
    collector: processCost(loaded.collectorPid).cpuSeconds,
    clickhouse: processCost(loaded.clickhousePid).cpuSeconds,
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
