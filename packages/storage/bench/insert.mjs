// What an INSERT costs on both sides, and what a sample takes at rest. Build first, then:
//   node packages/storage/bench/insert.mjs [--hosts 500] [--batches 72] [--rows 50000] [--json] [http://user:password@host:port]
// Without an address it starts an embedded ClickHouse. Hosts × batches of 2 s are inserted, as many as `rows` hold in one
// INSERT: `--hosts 10 --rows 20` is what a small fleet does, where the price of an INSERT is its own.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Database, migrate, SampleGroup, SampleWriter } from '@hostwire/storage';
import { startTestDatabase } from '@hostwire/testing/storage';
import { plausibleHost, valuesOf } from './plausible-samples.mjs';

const samplesPerBatch = 2;
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hosts: { type: 'string', default: '500' },
    batches: { type: 'string', default: '72' }, // 2 minutes and 24 seconds of every host
    rows: { type: 'string', default: '50000' },
    json: { type: 'boolean', default: false },
  },
});
const hosts = Number(options.hosts);
const rounds = Number(options.batches);
const limits = { maxSamples: Number(options.rows), maxBytes: 256 * 2 ** 20 };

if (positionals[0] !== undefined) process.env.HOSTWIRE_TEST_CLICKHOUSE = positionals[0];
const clickhouse = await startTestDatabase();
const db = new Database({ url: clickhouse.url, application: 'hostwire-bench' });
await migrate(db);
const writer = new SampleWriter(db, { shard: 'bench', holder: 'bench' });
await writer.acquire();

const startMs = Math.floor(Date.now() / 86_400_000) * 86_400_000;
const day = startMs / 86_400_000;
const sources = Array.from({ length: hosts }, (_, i) => plausibleHost(i + 1, startMs));
const uuid = (i) => `00000000-0000-4000-8000-${i.toString(16).padStart(12, '0')}`;
const hash = () =>
  BigInt.asUintN(64, BigInt(Math.floor(Math.random() * 2 ** 53)) * 0x9e3779b97f4a7c15n)
    .toString(16)
    .padStart(16, '0');

/** CPU seconds of the server process so far, when it is ours to look at. */
function serverCpuS() {
  const pid = clickhouse.serverPid();
  if (pid === undefined) return NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const total = { samples: 0, values: 0, bytes: 0, addMs: 0, nativeMs: 0, insertMs: 0, inserts: 0, serverS: 0 };
let seq = 0;
for (let done = 0; done < rounds;) {
  const batches = [];
  while ((batches.length + hosts) * samplesPerBatch <= limits.maxSamples && done < rounds) {
    seq++;
    sources.forEach((source, i) => batches.push({ host: i, seq, columns: source(samplesPerBatch) }));
    done++;
  }
  const group = new SampleGroup(limits);
  const recvMs = startMs + 1000 * samplesPerBatch * seq;
  const cpu = process.cpuUsage();
  for (const { host, seq: n, columns } of batches) {
    group.addBatch(
      {
        agentId: uuid(host),
        host: `host-${host}`,
        epoch: '00000000000000ff',
        seq: n,
        hash: hash(),
        day,
        recvMs,
      },
      columns,
    );
  }
  const added = process.cpuUsage(cpu);
  total.addMs += (added.user + added.system) / 1000;
  const bytes = group.toNative().length;
  const native = process.cpuUsage(cpu);
  total.nativeMs += (native.user + native.system - added.user - added.system) / 1000;
  const serverBefore = serverCpuS();
  const started = performance.now();
  await writer.insert(group);
  total.insertMs += performance.now() - started;
  total.serverS += serverCpuS() - serverBefore;
  total.inserts++;
  total.samples += group.rows;
  total.values += batches.reduce((sum, { columns }) => sum + valuesOf(columns), 0);
  total.bytes += bytes;
}

const disk = async () =>
  (
    await db.query(
      `SELECT sum(rows) AS rows, sum(bytes_on_disk) AS bytes, count() AS parts FROM system.parts WHERE database = currentDatabase() AND table = 'samples' AND active`,
    )
  )[0];
const fresh = await disk();
const queryCpuMs = await queryCosts();
await db.command('OPTIMIZE TABLE samples FINAL');
const merged = await disk();
const columns = await db.query(
  `SELECT column, sum(column_data_compressed_bytes) AS bytes FROM system.parts_columns
   WHERE database = currentDatabase() AND table = 'samples' AND active GROUP BY column ORDER BY bytes DESC LIMIT 12`,
);

/** CPU ms of the server per query of one host, over 50 runs. */
async function queryCosts() {
  const queries = {
    'count() of samples': "SELECT count() FROM samples WHERE host = 'host-1'",
    'cpu per minute':
      "SELECT toStartOfMinute(ts) AS t, avg(busy_pct) FROM cpu WHERE host = 'host-1' GROUP BY t",
    'disk per minute':
      "SELECT toStartOfMinute(ts) AS t, device, sum(read_bytes) FROM disk WHERE host = 'host-1' GROUP BY t, device",
  };
  const runs = 50;
  const costs = {};
  for (const [name, sql] of Object.entries(queries)) {
    await db.query(sql);
    const before = serverCpuS();
    for (let run = 0; run < runs; run++) await db.query(sql);
    costs[name] = (1000 * (serverCpuS() - before)) / runs;
  }
  return costs;
}

const per = (amount, count, digits = 1) => (amount / count).toFixed(digits);
console.log(
  `${total.samples} samples (${per(total.values, total.samples)} values each) in ${total.inserts} inserts`,
);
console.log(`body: ${per(total.bytes, total.samples, 0)} bytes per sample`);
console.log(
  `client CPU: ${per(total.addMs, total.inserts)} ms adding + ${per(total.nativeMs, total.inserts)} ms writing the block, per insert; ${per(1000 * (total.addMs + total.nativeMs), total.samples, 2)} µs per sample`,
);
console.log(
  `insert, answer included: ${per(total.insertMs, total.inserts)} ms; server CPU ${per(1000 * total.serverS, total.inserts)} ms (merges in the background included)`,
);
console.log(`server CPU: ${((1e6 * total.serverS) / total.values).toFixed(3)} s per million values`);
console.log(
  `at rest: ${per(fresh.bytes, fresh.rows)} bytes per sample in ${fresh.parts} parts, ${per(merged.bytes, merged.rows)} merged = ${(merged.bytes / total.values).toFixed(3)} bytes per value`,
);
for (const [name, ms] of Object.entries(queryCpuMs))
  console.log(`query, ${name}: ${ms.toFixed(1)} ms of CPU`);
for (const { column, bytes } of columns) console.log(`  ${column}: ${per(bytes, merged.rows, 2)}`);
if (options.json) {
  const figures = {
    cpu_s_per_million_values: (1e6 * total.serverS) / total.values,
    bytes_per_value: merged.bytes / total.values,
    insert_cpu_ms: (1000 * total.serverS) / total.inserts,
  };
  console.log(JSON.stringify(figures));
}
await db.close();
await clickhouse.stop();
