// `pnpm bench ingest [--agents 500] [--seconds 40] [--json] [--profile FOLDER]`: what many hosts cost: a
// simulated fleet over real TLS WebSockets, the collector and its ClickHouse as processes, measured by the kernel's counters
// once the fleet has sent for a while; then everything is counted. --profile writes the collector's CPU profile.
import { parseArgs } from 'node:util';
import { processCost } from './process-cost.ts';
import { print } from './report.ts';
import { LoadedStack } from './simulated-fleet/loaded-stack.ts';

const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '40' },
    json: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
});
const agents = Number(values.agents);
const warmUpMs = 8_000;
const drainLimitMs = 60_000;
const pageReads = 7;

const loaded = new LoadedStack('bench-fleet', { profileFolder: values.profile });
try {
  await loaded.start(agents);
  await pause(warmUpMs);
  const before = await measure();
  await loaded.fleet.do('beginMeasure');
  await pause(Number(values.seconds) * 1000);
  const after = await measure();
  const { unacknowledged, lost, ackP50Ms, ackP99Ms, ackMaxMs } = after.fleet;
  const seconds = (after.atMs - before.atMs) / 1000;
  const samples = after.fleet.samples - before.fleet.samples;
  const millionValues = (after.fleet.values - before.fleet.values) / 1e6;
  const collectorCpu = after.collector.cpuSeconds - before.collector.cpuSeconds;
  const clickhouseCpu = after.clickhouse.cpuSeconds - before.clickhouse.cpuSeconds;
  const pages = await measurePages();
  const sent = await loaded.drain(drainLimitMs);
  const stored = await loaded.stored();
  print(
    {
      agents: after.fleet.connected,
      seconds,
      samples_per_s: samples / seconds,
      values_per_s: (millionValues * 1e6) / seconds,
      payload_bytes_per_sample: (after.fleet.wireBytes - before.fleet.wireBytes) / samples,
      collector_cpu_pct: (100 * collectorCpu) / seconds,
      clickhouse_cpu_pct: (100 * clickhouseCpu) / seconds,
      fleet_cpu_pct: (100 * (after.fleet.cpuSeconds - before.fleet.cpuSeconds)) / seconds,
      collector_cpu_s_per_million_values: collectorCpu / millionValues,
      clickhouse_cpu_s_per_million_values: clickhouseCpu / millionValues,
      cpu_s_per_million_values: (collectorCpu + clickhouseCpu) / millionValues,
      collector_us_per_batch: (1e6 * collectorCpu) / (after.fleet.batches - before.fleet.batches),
      collector_rss_start_mb: before.collector.rssMb,
      collector_rss_mb: after.collector.rssMb,
      collector_rss_peak_mb: after.collector.peakRssMb,
      clickhouse_rss_end_mb: after.clickhouse.rssMb,
      ack_p50_ms: ackP50Ms,
      ack_p99_ms: ackP99Ms,
      ack_max_ms: ackMaxMs,
      unacknowledged_batches: unacknowledged,
      connections_lost: Object.values(lost).reduce((sum, count) => sum + count, 0),
      ...pages,
      samples_sent: sent.samples,
      samples_lost: sent.samples - stored.distinct,
      samples_doubled: stored.rows - stored.distinct,
      gap_rows: stored.gaps,
    },
    values.json,
  );
  if (Object.keys(lost).length > 0) process.stderr.write(`connections lost: ${JSON.stringify(lost)}\n`);
} finally {
  await loaded.stop();
}

/** What a person waits for while the fleet goes on: the list of all hosts, one host, its charts of the last hour. */
async function measurePages(): Promise<Record<string, number>> {
  const host = '/api/v1/hosts/sim-00001';
  const toMs = Date.now();
  const charts = 'cpu,cpu_core,load,memory,disk_throughput,disk_busy,filesystem,network_throughput';
  return {
    page_fleet_ms: await medianMs('/api/v1/hosts'),
    page_host_ms: await medianMs(host),
    page_charts_ms: await medianMs(
      `${host}/charts?charts=${charts}&fromMs=${toMs - 3_600_000}&toMs=${toMs}&points=600`,
    ),
  };
}

/** Of some answers of the API, one after the other. */
async function medianMs(path: string): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < pageReads; i++) {
    const beganMs = performance.now();
    await loaded.get(path);
    took.push(performance.now() - beganMs);
  }
  return took.sort((a, b) => a - b)[pageReads >> 1]!;
}

async function measure() {
  const fleet = await loaded.fleet.do('figures');
  const [collector, clickhouse] = [processCost(loaded.collectorPid), processCost(loaded.clickhousePid)];
  return { atMs: Date.now(), fleet, collector, clickhouse };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
