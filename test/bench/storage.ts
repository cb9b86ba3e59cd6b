// `pnpm bench storage [--hours 6] [--json]`: bytes per value at rest of simulated hosts of many kinds, 100 at one sample in ten
// seconds and 10 at one a second, merged; their roll-ups and tables; and what VictoriaMetrics takes for the same numbers.
// A counter is what it grew by here and its reading there. The figures of changing series charge everything to those alone.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  readUsage,
  rollUp,
  SampleGroup,
  SampleWriter,
  StorageError,
  type StorageUsage,
} from '@hostwire/storage';
import { sampleColumns } from '@hostwire/testing/storage';
import { BenchDatabase } from './bench-database.ts';
import { print } from './report.ts';
import { variedHosts } from './simulated-fleet/host-shape.ts';
import { Recording } from './simulated-fleet/recording.ts';
import { VictoriaMetrics } from './victoria-metrics.ts';

const { values } = parseArgs({
  options: { hours: { type: 'string', default: '6' }, json: { type: 'boolean', default: false } },
});
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const fromMs = Math.floor(Date.now() / dayMs) * dayMs - dayMs;
const toMs = fromMs + Number(values.hours) * hourMs;
/** Agents seal a batch so often. */
const flushMs = 10_000;
const seriesPerImport = 50;
/** Tables with fewer are not listed. */
const leastRows = 100;
const fleets = [
  { suffix: '', hosts: 100, intervalMs: 10_000 },
  { suffix: '_1s', hosts: 10, intervalMs: 1_000 },
] as const;

const isCompared = VictoriaMetrics.isInstalled();
if (!isCompared)
  process.stderr.write('VictoriaMetrics is not installed (Debian: victoria-metrics): nothing is compared.\n');
const figures: Record<string, number> = { hours: Number(values.hours) };
for (const fleet of fleets) Object.assign(figures, await measure(fleet));
print(figures, values.json);

async function measure({ suffix, hosts, intervalMs }: (typeof fleets)[number]) {
  const bench = await BenchDatabase.start('storage');
  const peer = isCompared ? await VictoriaMetrics.start(join(bench.folder, 'victoria-metrics')) : undefined;
  try {
    const { db } = bench;
    const writer = new SampleWriter(db, { shard: 'main', holder: 'bench' });
    await writer.acquire();
    const count = { values: 0, changing: 0 };
    for (let index = 0; index < hosts; index++) {
      const host = `host-${String(index).padStart(5, '0')}`;
      const shape = variedHosts[index % variedHosts.length]!;
      const recording = new Recording(host, shape, { fromMs, toMs, intervalMs });
      count.values += recording.count.values;
      count.changing += recording.count.changing;
      await store(writer, { host, index, recording, samplesPerBatch: flushMs / intervalMs });
      const { series } = recording;
      for (let first = 0; first < series.length; first += seriesPerImport)
        await peer?.import(series.slice(first, first + seriesPerImport));
    }
    await rollUp(db, { holder: 'bench', leaseMs: 1, nowMs: toMs });
    for (const { name } of await db.query<{ name: string }>(
      "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'",
    ))
      await db.command('OPTIMIZE TABLE {name:Identifier} FINAL', { name });
    const usage = await readUsage(db);
    const peerBytes = await peer?.bytesAtRest();
    return figuresOf(usage, { count, peerBytes, suffix, samples: hosts * ((toMs - fromMs) / intervalMs) });
  } finally {
    await peer?.stop();
    await bench.stop();
  }
}

/** As the committer does: batches in groups, a group in one INSERT. */
async function store(
  writer: SampleWriter,
  {
    host,
    index,
    recording,
    samplesPerBatch,
  }: { host: string; index: number; recording: Recording; samplesPerBatch: number },
): Promise<void> {
  let group = new SampleGroup();
  const { samples } = recording;
  const epoch = hex64();
  for (let first = 0; first < samples.length; first += samplesPerBatch) {
    const batch = samples.slice(first, first + samplesPerBatch);
    const seq = first / samplesPerBatch + 1;
    const origin = {
      agentId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      host,
      epoch,
      seq,
      hash: hex64(),
      day: Math.floor(fromMs / dayMs),
      recvMs: batch.at(-1)!.tsMs + Math.floor(40 * Math.random()),
    };
    try {
      group.addBatch(origin, sampleColumns(batch));
    } catch (error) {
      if (!(error instanceof StorageError) || error.code !== 'GROUP_FULL') throw error;
      await writer.insert(group);
      group = new SampleGroup();
      group.addBatch(origin, sampleColumns(batch));
    }
  }
  await writer.insert(group);
}

function figuresOf(
  usage: StorageUsage,
  of: {
    count: { values: number; changing: number };
    peerBytes: number | undefined;
    suffix: string;
    samples: number;
  },
): Record<string, number> {
  const { count, peerBytes, suffix, samples } = of;
  const bytesOf = (level: string) =>
    usage.partitions.filter((one) => one.level === level).reduce((sum, { bytes }) => sum + bytes, 0);
  for (const table of new Set(usage.partitions.map((one) => one.table))) {
    const partitions = usage.partitions.filter((one) => one.table === table);
    const bytes = partitions.reduce((sum, each) => sum + each.bytes, 0);
    const rows = partitions.reduce((sum, each) => sum + each.rows, 0);
    if (rows < leastRows) continue;
    process.stdout.write(
      `${table.padEnd(28)} ${String(rows).padStart(10)} rows ${String(bytes).padStart(12)} bytes ${(bytes / count.values).toFixed(4)} per value\n`,
    );
  }
  const peer: Record<string, number> =
    peerBytes === undefined
      ? {}
      : {
          [`vm_bytes_per_value${suffix}`]: peerBytes / count.values,
          [`vm_bytes_per_changing_value${suffix}`]: peerBytes / count.changing,
          [`ratio_to_vm${suffix}`]: bytesOf('raw') / peerBytes,
        };
  return {
    [`values${suffix}`]: count.values,
    [`changing_values${suffix}`]: count.changing,
    [`bytes_per_value${suffix}`]: bytesOf('raw') / count.values,
    [`bytes_per_changing_value${suffix}`]: bytesOf('raw') / count.changing,
    [`bytes_per_sample${suffix}`]: bytesOf('raw') / samples,
    [`minutes_bytes_per_value${suffix}`]: bytesOf('minutes') / count.values,
    [`hours_bytes_per_value${suffix}`]: bytesOf('hours') / count.values,
    ...peer,
  };
}

function hex64(): string {
  return Array.from({ length: 16 }, () => Math.floor(16 * Math.random()).toString(16)).join('');
}
