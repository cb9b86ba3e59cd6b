// `pnpm bench outage [--agents 200] [--seconds 60] [--json]`: ClickHouse stands still (SIGSTOP) while a fleet goes on, then
// wakes up. What does the collector hold meanwhile, how soon are the pages live again, is everything there, and once?
import { parseArgs } from 'node:util';
import { waitFor } from '../harness/wait.ts';
import { processCost } from './process-cost.ts';
import { print } from './report.ts';
import { LoadedStack } from './simulated-fleet/loaded-stack.ts';

const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
  },
});
const agents = Number(values.agents);
const warmUpMs = 10_000;
const watchMs = 250;
const backLimitMs = 120_000;

const loaded = new LoadedStack('bench-outage');
try {
  await loaded.start(agents);
  await pause(warmUpMs);
  const rssBeforeMb = processCost(loaded.collectorPid).rssMb;
  process.kill(loaded.clickhousePid, 'SIGSTOP');
  const rssOutageMb = await watchRss(Number(values.seconds) * 1000);
  const backMs = Date.now();
  process.kill(loaded.clickhousePid, 'SIGCONT');
  const first = await watchRecovery(backMs);
  const sent = await loaded.drain(backLimitMs);
  const stored = await loaded.stored();
  print(
    {
      agents,
      outage_s: Number(values.seconds),
      collector_rss_before_mb: rssBeforeMb,
      collector_rss_outage_max_mb: rssOutageMb,
      collector_rss_peak_mb: processCost(loaded.collectorPid).peakRssMb,
      first_live_host_ms: first.firstMs,
      every_host_live_ms: first.allMs,
      parts_peak: first.partsPeak,
      parts_end: await activeParts(),
      ack_max_ms: sent.ackMaxMs,
      samples_sent: sent.samples,
      samples_lost: sent.samples - stored.distinct,
      samples_doubled: stored.rows - stored.distinct,
      gap_rows: stored.gaps,
    },
    values.json,
  );
  if (Object.keys(sent.lost).length > 0)
    process.stderr.write(`connections lost: ${JSON.stringify(sent.lost)}\n`);
} finally {
  await loaded.stop();
}

/** The most that the collector has resident in that time. */
async function watchRss(forMs: number): Promise<number> {
  let most = 0;
  for (const untilMs = Date.now() + forMs; Date.now() < untilMs; await pause(watchMs))
    most = Math.max(most, processCost(loaded.collectorPid).rssMb);
  return most;
}

/** From the wake-up until a sample made after it can be read: of the first host, and of every host. */
async function watchRecovery(
  sinceMs: number,
): Promise<{ firstMs: number; allMs: number; partsPeak: number }> {
  const sql = `SELECT uniqExact(host) AS live FROM samples
    WHERE ts > fromUnixTimestamp64Milli(toInt64(${sinceMs})) AND kind = 'sample'`;
  let firstMs = NaN;
  let partsPeak = 0;
  await waitFor('every host is live again', backLimitMs, async () => {
    partsPeak = Math.max(partsPeak, await activeParts());
    const [row] = await loaded.stack.query<{ live: number }>(sql);
    if (row!.live > 0 && Number.isNaN(firstMs)) firstMs = Date.now() - sinceMs;
    return row!.live === agents;
  });
  return { firstMs, allMs: Date.now() - sinceMs, partsPeak };
}

async function activeParts(): Promise<number> {
  const sql = "SELECT count() AS parts FROM system.parts WHERE active AND table = 'samples'";
  const [row] = await loaded.stack.query<{ parts: number }>(sql);
  return row!.parts;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
