// `pnpm bench disk [--size 2048] [--agents 64] [--series 600] [--minutes 45] [--json]`: a disk of so many MiB under a fleet that
// would fill it within an hour, with the retention that a new collector has. Are batches acknowledged all the time, does the
// reserve of a GiB stay free, and is every number there or said to have expired? Exit code 1, with the reasons, when not. Needs root.
import { statfsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CutOffDisk } from '../chaos/cut-off-disk.ts';
import { print } from './report.ts';
import { LoadedStack } from './simulated-fleet/loaded-stack.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '2048' },
    agents: { type: 'string', default: '64' },
    series: { type: 'string', default: '600' },
    minutes: { type: 'string', default: '45' },
    json: { type: 'boolean', default: false },
  },
});
const agents = Number(values.agents);
const minuteMs = 60_000;
const lookMs = 1_000;
const drainLimitMs = minuteMs;
const mib = 2 ** 20;
/** What a merge or a look of retention a minute later may take of the GiB for a while. */
const leastFreeMib = 768;
/** Agents seal a batch every ten seconds: more than so many of each are under way when ingestion stands still. */
const batchesUnderWay = 3;

/** Numbers of one kind of row, over all epochs. */
interface Numbers {
  readonly stored: number;
  readonly expired: number;
  readonly otherGaps: number;
}

const loaded = new LoadedStack('bench-disk');
const missing = CutOffDisk.missing(loaded.stack.folder);
if (missing !== undefined) throw new Error(`bench disk ${missing}`);
const disk = new CutOffDisk(loaded.stack.dataDir, Number(values.size));
disk.make();
try {
  await loaded.start(agents, { series: Number(values.series) });
  await loaded.fleet.do('beginMeasure');
  const watched = await watch(Number(values.minutes) * minuteMs);
  const sent = await loaded.drain(drainLimitMs);
  const numbers = await numbersStored();
  const audit = await loaded.stack.hostwire(['audit']);
  const unaccounted = sent.batches - numbers.stored - numbers.expired;
  print(
    {
      agents,
      minutes: watched.minutes,
      disk_mib: Number(values.size),
      raw_mib_per_hour: watched.writtenMib * (60 / watched.minutes),
      free_least_mib: watched.freeLeastMib,
      free_below_reserve_s: watched.belowReserveS,
      raw_end_mib: await rawMib(),
      parts_most: watched.partsMost,
      unacknowledged_most: watched.unacknowledgedMost,
      ack_p50_ms: sent.ackP50Ms,
      ack_p99_ms: sent.ackP99Ms,
      ack_max_ms: sent.ackMaxMs,
      batches_sent: sent.batches,
      batches_stored: numbers.stored,
      batches_expired: numbers.expired,
      batches_unaccounted: unaccounted,
      audit_exit: audit.code ?? -1,
    },
    values.json,
  );
  const complaints = [
    watched.unacknowledgedMost > batchesUnderWay * agents &&
      `${watched.unacknowledgedMost} batches waited at once: ingestion stood still`,
    watched.freeLeastMib < leastFreeMib &&
      `only ${Math.round(watched.freeLeastMib)} MiB were free, not ${leastFreeMib}`,
    numbers.expired === 0 && 'nothing expired: the disk was not filled',
    (unaccounted !== 0 || numbers.otherGaps !== 0) &&
      `${unaccounted} batches are neither stored nor expired, ${numbers.otherGaps} are in other gaps`,
    audit.code !== 0 && `hostwire audit exits with ${audit.code}: ${audit.stdout}${audit.stderr}`,
  ].filter((complaint) => complaint !== false);
  for (const complaint of complaints) process.stderr.write(`failed: ${complaint}\n`);
  if (complaints.length > 0) process.exitCode = 1;
  if (Object.keys(sent.lost).length > 0)
    process.stderr.write(`connections lost: ${JSON.stringify(sent.lost)}\n`);
} finally {
  await loaded.stop(() => disk.remove());
}

async function watch(forMs: number) {
  const beganMs = Date.now();
  const most = {
    unacknowledgedMost: 0,
    partsMost: 0,
    freeLeastMib: Infinity,
    belowReserveS: 0,
    writtenMib: 0,
  };
  let [rawBefore, lookedMs] = [await rawMib(), beganMs];
  while (Date.now() < beganMs + forMs) {
    await new Promise((resolve) => void setTimeout(resolve, lookMs));
    const { unacknowledged } = await loaded.fleet.do('figures');
    const { bavail, bsize } = statfsSync(disk.path);
    const freeMib = (bavail * bsize) / mib;
    most.unacknowledgedMost = Math.max(most.unacknowledgedMost, unacknowledged);
    most.freeLeastMib = Math.min(most.freeLeastMib, freeMib);
    if (freeMib < 1_024) most.belowReserveS += lookMs / 1_000;
    if (Date.now() < lookedMs + 10 * lookMs) continue;
    lookedMs = Date.now();
    const [raw, parts] = [await rawMib(), await activeParts()];
    if (raw > rawBefore) most.writtenMib += raw - rawBefore;
    rawBefore = raw;
    most.partsMost = Math.max(most.partsMost, parts);
    const seconds = Math.round((lookedMs - beganMs) / 1_000);
    process.stderr.write(
      `${seconds} s: ${Math.round(freeMib)} MiB free, ${Math.round(raw)} MiB raw in ${parts} parts, ${unacknowledged} unacknowledged\n`,
    );
  }
  return { ...most, minutes: (Date.now() - beganMs) / minuteMs };
}

async function rawMib(): Promise<number> {
  const sql = "SELECT sum(bytes_on_disk) AS bytes FROM system.parts WHERE active AND table = 'samples'";
  const [row] = await loaded.stack.query<{ bytes: number }>(sql);
  return (row?.bytes ?? 0) / mib;
}

async function activeParts(): Promise<number> {
  const sql = "SELECT count() AS parts FROM system.parts WHERE active AND table = 'samples'";
  const [row] = await loaded.stack.query<{ parts: number }>(sql);
  return row?.parts ?? 0;
}

async function numbersStored(): Promise<Numbers> {
  const sql = `SELECT uniqExactIf((agent_id, epoch, seq), kind = 'sample') AS stored,
      toUInt64(sumIf(seq - gap_first_seq + 1, gap_reason = 'expired')) AS expired,
      countIf(kind != 'sample' AND gap_reason != 'expired') AS otherGaps
    FROM samples`;
  const [row] = await loaded.stack.query<Numbers>(sql);
  return row!;
}
