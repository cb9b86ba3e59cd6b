// `pnpm chaos:alerts [--kills 100] [--seed 1] [--collectors 2]`: collectors that evaluate alert rules on one ClickHouse are killed at
// random instants, ClickHouse too, while alerts fire and are resolved and the webhook fails. Exits with 1 when a message is lost,
// sent under two ids, or invented.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { migrate } from '@hostwire/storage';
import { startTestDatabase } from '@hostwire/testing/storage';
import { waitFor } from '../../harness/wait.ts';
import { Random } from '../random.ts';
import { chaosClock } from './chaos-clock.ts';
import { receivePages } from './pages.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    collectors: { type: 'string', default: '2' },
  },
});
const kills = Number(values.kills);
const source = new Random(Number(values.seed));
const random = () => source.next();
const collectorFile = fileURLToPath(new URL('./collector.js', import.meta.url));
/** A host breaches for so long, and is quiet as long, in real ms. */
const breachMs = { least: 2_000, most: 5_000 };
const hostsAtOnce = 4;
const everyMs = 120;
/** One kill in so many is of ClickHouse. */
const databaseShare = 8;
const settleMs = 120_000;

const epochMs = Date.now();
const clock = chaosClock(epochMs);
const folder = mkdtempSync(join(tmpdir(), 'hostwire-chaos-alerts-'));
const server = await startTestDatabase({ ownServer: true });
const pages = await receivePages(random);
const children = new Map<string, ChildProcess>();
const breached = new Set<string>();
let isOver = false;

try {
  await migrate(server.db);
  await server.db.command(
    `CREATE TABLE chaos_values (host String, ts DateTime64(3, 'UTC'), value Float64) ENGINE = MergeTree ORDER BY ts`,
  );
  const feeds = Promise.all(Array.from({ length: hostsAtOnce }, (_, worker) => feed(worker)));
  for (let index = 0; index < Number(values.collectors); index++) start(`collector${index}`);
  for (let kill = 1; kill <= kills; kill++) {
    await delay(300 + random() * 1_500);
    if (kill % databaseShare === 0) await killDatabase();
    else killOne();
  }
  isOver = true;
  await feeds;
  await waitFor('every message came', settleMs, () => pages.judge(breached).lost.length === 0).catch(
    () => undefined,
  );
  await delay(2_000); // what is invented comes late
  const verdict = pages.judge(breached);
  say(JSON.stringify({ seed: values.seed, kills, hosts: breached.size, ...verdict }));
  if (verdict.lost.length + verdict.repeated.length + verdict.invented.length > 0) process.exitCode = 1;
} finally {
  isOver = true;
  for (const child of children.values()) child.kill('SIGKILL');
  pages.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

function hasEnded(): boolean {
  return isOver;
}

/** Hosts of one worker, one after the other: each breaches once, and comes back. */
async function feed(worker: number): Promise<void> {
  for (let turn = 0; !hasEnded(); turn++) {
    const host = `host-${worker}-${turn}`;
    const calm = `calm-${worker}`;
    const untilMs = Date.now() + breachMs.least + random() * (breachMs.most - breachMs.least);
    breached.add(host);
    while (Date.now() < untilMs || !pages.has(host, 'firing')) {
      await write([host, 100], [calm, 0]);
      if (hasEnded() && Date.now() > untilMs + settleMs) return;
    }
    const quietMs = Date.now();
    while (!pages.has(host, 'resolved') && Date.now() < quietMs + settleMs) await write([host, 0], [calm, 0]);
  }
}

async function write(...pairs: readonly (readonly [string, number])[]): Promise<void> {
  const ts = (clock.nowMs() / 1000).toFixed(3);
  const rows = pairs.map(([host, value]) => ({ host, ts, value }));
  await server.db.insertRows('chaos_values', rows).catch(() => undefined); // killed just now
  await delay(everyMs);
}

function start(holder: string): void {
  const child = spawn(
    process.execPath,
    [collectorFile, server.url, pages.url, holder, folder, String(epochMs)],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  children.set(holder, child);
}

function killOne(): void {
  const holder = source.pick([...children.keys()]);
  children.get(holder)?.kill('SIGKILL');
  start(holder);
}

async function killDatabase(): Promise<void> {
  const pid = server.serverPid();
  if (pid === undefined) return;
  process.kill(pid, 'SIGKILL');
  await waitFor('ClickHouse is back', 60_000, async () => {
    if (server.serverPid() === pid) return false;
    await server.db.ping();
    return true;
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
