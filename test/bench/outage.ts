// `pnpm bench outage [--kind freeze|stop] [--agents 200] [--minutes 1] [--json]`: ClickHouse stands still (SIGSTOP), or is
// ended whenever it was started again (SIGKILL), while a fleet goes on; then it comes back. What does the collector hold
// meanwhile, how soon are the pages live again, when is the backlog through, is everything there, and once? Exit code 1, with
// the reasons, when something is missing, is there twice, the audit has a complaint, or a bound below is exceeded.
import { parseArgs } from 'node:util';
import { waitFor } from '../harness/wait.ts';
import { childrenOf, processCost } from './process-cost.ts';
import { print } from './report.ts';
import { LoadedStack } from './simulated-fleet/loaded-stack.ts';

/** From the moment when ClickHouse is back until live data of every host can be read. */
const liveLimitMs = 5_000;
/** The most that the collector may ever have resident. */
const peakLimitMb = 600;

const { values } = parseArgs({
  options: {
    kind: { type: 'string', default: 'freeze' },
    agents: { type: 'string', default: '200' },
    minutes: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
if (values.kind !== 'freeze' && values.kind !== 'stop') throw new Error('--kind is freeze or stop');
const agents = Number(values.agents);
const outageMs = Number(values.minutes) * 60_000;
const warmUpMs = 10_000;
const watchMs = 250;
const backLimitMs = 120_000;
/** The backlog may take as long as the outage did. */
const drainLimitMs = backLimitMs + outageMs;

const loaded = new LoadedStack('bench-outage');
try {
  await loaded.start(agents);
  await pause(warmUpMs);
  const rssBeforeMb = processCost(loaded.collectorPid).rssMb;
  const { rssMb: rssOutageMb, backMs } = values.kind === 'freeze' ? await freeze() : await keepEnding();
  const first = await watchRecovery(backMs);
  const drain = await watchBacklog(backMs, first.partsPeak);
  const sent = await loaded.drain(backLimitMs);
  const stored = await loaded.stored();
  const audit = await loaded.stack.hostwire(['audit']);
  const lost = sent.samples - stored.distinct;
  const doubled = stored.rows - stored.distinct;
  const peakMb = processCost(loaded.collectorPid).peakRssMb;
  print(
    {
      agents,
      outage_s: outageMs / 1000,
      collector_rss_before_mb: rssBeforeMb,
      collector_rss_outage_max_mb: rssOutageMb,
      collector_rss_peak_mb: peakMb,
      first_live_host_ms: first.firstMs,
      median_host_live_ms: first.medianMs,
      every_host_live_ms: first.allMs,
      turns: drain.turns,
      backlog_drained_ms: drain.ms,
      parts_peak: drain.partsPeak,
      parts_end: await activeParts(),
      ack_max_ms: sent.ackMaxMs,
      samples_sent: sent.samples,
      samples_lost: lost,
      samples_doubled: doubled,
      audit_exit: audit.code ?? -1,
      gap_rows: stored.gaps,
    },
    values.json,
  );
  if (audit.code !== 0) process.stderr.write(audit.stdout + audit.stderr);
  const complaints = [
    lost !== 0 && `${lost} samples are missing`,
    doubled !== 0 && `${doubled} samples are there twice`,
    audit.code !== 0 && `hostwire audit exits with ${audit.code}`,
    first.allMs > liveLimitMs &&
      `live data of every host came after ${first.allMs} ms, not within ${liveLimitMs} ms`,
    peakMb > peakLimitMb && `the collector took ${Math.round(peakMb)} MB, more than ${peakLimitMb} MB`,
  ].filter((complaint) => complaint !== false);
  for (const complaint of complaints) process.stderr.write(`failed: ${complaint}\n`);
  if (complaints.length > 0) process.exitCode = 1;
  if (Object.keys(sent.lost).length > 0)
    process.stderr.write(`connections lost: ${JSON.stringify(sent.lost)}\n`);
} finally {
  await loaded.stop();
}

/** The most that the collector had resident in an outage, and when ClickHouse was back. */
interface Outage {
  readonly rssMb: number;
  readonly backMs: number;
}

async function freeze(): Promise<Outage> {
  process.kill(loaded.clickhousePid, 'SIGSTOP');
  const rssMb = await watchRss();
  const backMs = Date.now();
  process.kill(loaded.clickhousePid, 'SIGCONT');
  return { rssMb, backMs };
}

/** Back is when it answers: how long its supervisor waits before the last start is part of the outage. */
async function keepEnding(): Promise<Outage> {
  const rssMb = await watchRss(() => {
    childrenOf(loaded.collectorPid).forEach(end);
  });
  await waitFor('ClickHouse answers', backLimitMs, () =>
    activeParts().then(
      () => true,
      () => false,
    ),
  );
  return { rssMb, backMs: Date.now() };
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended already
  }
}

/** The most that the collector has resident during the outage. */
async function watchRss(atEachLook: () => void = () => undefined): Promise<number> {
  let most = 0;
  const untilMs = Date.now() + outageMs;
  while (Date.now() < untilMs) {
    await pause(watchMs);
    atEachLook();
    most = Math.max(most, processCost(loaded.collectorPid).rssMb);
  }
  return most;
}

/** From the wake-up until a sample made after it can be read: of the first host, of half of them, and of every host. */
async function watchRecovery(
  sinceMs: number,
): Promise<{ firstMs: number; medianMs: number; allMs: number; partsPeak: number }> {
  const sql = `SELECT uniqExact(host) AS live FROM samples
    WHERE ts > fromUnixTimestamp64Milli(toInt64(${sinceMs})) AND kind = 'sample'`;
  let firstMs = NaN;
  let medianMs = NaN;
  let partsPeak = 0;
  await waitFor('every host is live again', backLimitMs, async () => {
    partsPeak = Math.max(partsPeak, await activeParts());
    const [row] = await loaded.stack.query<{ live: number }>(sql);
    if (row!.live > 0 && Number.isNaN(firstMs)) firstMs = Date.now() - sinceMs;
    if (row!.live >= agents / 2 && Number.isNaN(medianMs)) medianMs = Date.now() - sinceMs;
    return row!.live === agents;
  });
  return { firstMs, medianMs, allMs: Date.now() - sinceMs, partsPeak };
}

/** From the wake-up until nothing of the closed epochs is left. */
async function watchBacklog(
  sinceMs: number,
  partsBefore: number,
): Promise<{ ms: number; turns: number; partsPeak: number }> {
  let partsPeak = partsBefore;
  const { turns } = await waitFor('the backlog is drained', drainLimitMs, async () => {
    partsPeak = Math.max(partsPeak, await activeParts());
    const figures = await loaded.fleet.do('figures');
    return figures.backlog === 0 ? figures : undefined;
  });
  return { ms: Date.now() - sinceMs, turns, partsPeak };
}

async function activeParts(): Promise<number> {
  const sql = "SELECT count() AS parts FROM system.parts WHERE active AND table = 'samples'";
  const [row] = await loaded.stack.query<{ parts: number }>(sql);
  return row!.parts;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
