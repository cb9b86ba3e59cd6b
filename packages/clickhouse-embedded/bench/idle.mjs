// Start time, cost at rest and stop time of the built package: node bench/idle.mjs [SECONDS]
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedClickHouse } from '../dist/index.js';

const seconds = Number(process.argv[2] ?? 60);
const SETTLE_MS = 5000;
const TICKS_PER_SECOND = 100;
const USER_TICKS_FIELD = 11;

async function cpuSeconds(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER_TICKS_FIELD]) + Number(fields[USER_TICKS_FIELD + 1])) / TICKS_PER_SECOND;
}

async function timed(what, run) {
  const begin = performance.now();
  const result = await run();
  console.log(`${what}: ${Math.round(performance.now() - begin)} ms`);
  return result;
}

const dataDir = await mkdtemp(join(tmpdir(), 'clickhouse-embedded-'));
const accounts = [{ name: 'writer', access: 'write', database: 'app' }];
const server = new EmbeddedClickHouse({ dataDir, httpPort: 0, tcpPort: 0, accounts });
try {
  await timed('first start', () => server.start());
  await timed('stop', () => server.stop());
  const { pid } = await timed('second start', () => server.start());
  await sleep(SETTLE_MS);
  const before = await cpuSeconds(pid);
  await sleep(seconds * 1000);
  const used = (await cpuSeconds(pid)) - before;
  console.log(`idle: ${((used / seconds) * 100).toFixed(2)} % of a core over ${seconds} s`);
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kib = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]);
  console.log(
    `resident: ${Math.round(kib('VmRSS') / 1024)} MiB, of which ${Math.round(kib('RssAnon') / 1024)} MiB private`,
  );
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true });
}
