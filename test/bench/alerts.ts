// `pnpm bench alerts [--hosts 1000] [--rules 200] [--rounds 12] [--json]`: what evaluating so many rules over so many hosts
// costs, and how long it takes from a committed sample to the webhook. A real ClickHouse with half an hour of samples, one a
// second; batches of ten pass through the windows of rules as commits bring them. Their cost counts, that of INSERTs does not.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  Alerts,
  defaultRules,
  openPlan,
  ruleSchema,
  type Rule,
  type SampleSource,
  type WatchedHost,
} from '@hostwire/alerts';
import { defaultSchedule, type SampleColumns } from '@hostwire/protocol';
import { createLogger, systemClock, type Clock } from '@hostwire/runtime';
import type { Database } from '@hostwire/storage';
import { HttpReceiver } from '@hostwire/testing';
import { QuietFleet } from '@hostwire/testing/alerts';
import { waitFor } from '../harness/wait.ts';
import { notificationsOf } from '../harness/notifications.ts';
import { noiseOf, ordinary, rowOf } from '../incidents/host-state.ts';
import { BenchDatabase } from './bench-database.ts';
import { columnsOfRows } from './table-columns.ts';
import { processCost } from './process-cost.ts';
import { print } from './report.ts';

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '1000' },
    rules: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '12' },
    minutes: { type: 'string', default: '35' },
    json: { type: 'boolean', default: false },
  },
});
const hosts = Number(values.hosts);
const rounds = Number(values.rounds);
const minutes = Number(values.minutes);
const roundMs = 10_000;
const minuteMs = 60_000;
/** The samples reach into the time of the measurement. */
const aheadMs = 4 * minuteMs;
const delays = 5;
/** Until the windows of all rules are kept whole. */
const warmUpMs = 20 * minuteMs;
/** Of the minute that is copied. */
const templateMs = Date.UTC(2026, 0, 1);

// Of hosts that nothing else is about.
const delayRule = ruleSchema.parse({
  ...{ id: 'bench_delay', kind: 'threshold', view: 'load', value: 'load1', above: 1_000, window: '30s' },
  summary: '{host} has a load of {value}',
});

class Fleet extends QuietFleet {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  *hosts(): Iterable<WatchedHost> {
    for (let index = 0; index < hosts; index++)
      yield { host: `host${index}`, labels: { rack: `r${index % 40}` }, schedule: defaultSchedule };
    for (let index = 0; index < delays; index++)
      yield { host: `delay${index}`, labels: {}, schedule: defaultSchedule };
  }

  heard(host: string) {
    const ms = this.#clock.nowMs();
    return host.startsWith('delay') ? undefined : { sampleMs: ms, arrivedMs: ms };
  }
}

/** Commits of batches, as a collector makes them known. */
class Commits implements SampleSource {
  readonly #listeners = new Set<Parameters<SampleSource['onCommitted']>[0]>();

  readonly onCommitted: SampleSource['onCommitted'] = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly othersSeenMs = () => -Infinity;

  /** Ten samples of each host, the last of them now. */
  tenSeconds(template: SampleColumns, nowMs: number): void {
    const tsMs = template.tsMs.map((_, sample) => nowMs - 1_000 * (template.samples - 1 - sample));
    const batches = [{ ...template, tsMs }];
    const each = { samples: template.samples, lastTsMs: nowMs, batches };
    this.#tell(Array.from({ length: hosts }, (_, index) => ({ host: `host${index}`, ...each })));
  }

  one(host: string, columns: SampleColumns): void {
    const { samples, tsMs } = columns;
    this.#tell([{ host, samples, lastTsMs: tsMs.at(-1) ?? 0, batches: [columns] }]);
  }

  #tell(hosted: Parameters<Parameters<SampleSource['onCommitted']>[0]>[0]): void {
    for (const listener of this.#listeners) listener(hosted);
  }
}

const bench = await BenchDatabase.start('alerts');
const receiver = new HttpReceiver();
try {
  const { db, pid } = bench;
  const beganMs = Date.now();
  const endMs = beganMs + aheadMs;
  await fill(db, endMs);
  const rules = [...defaultRules, ...ownRules(Number(values.rules) - defaultRules.length)];
  const { url } = await receiver.start();
  const cost = await costOf(db, { rules, url, pid, fromMs: Date.now() });
  const delayed = await delaysOf(db, { rules: [...rules, delayRule], url });
  print(
    {
      hosts,
      rules: rules.length,
      samples: hosts * minutes * 60,
      ...cost,
      commit_to_webhook_median_s: delayed[Math.floor(delayed.length / 2)]!,
      commit_to_webhook_most_s: delayed.at(-1)!,
    },
    values.json,
  );
} finally {
  await receiver.stop();
  await bench.stop();
}

/** A minute of an ordinary host. */
function templateRows(): ReturnType<typeof rowOf>[] {
  const noise = noiseOf(1);
  const seconds = Array.from({ length: 60 }, (_, second) => second);
  const at = { host: 'template', agentId: '00000000-0000-4000-8000-000000000000', intervalMs: 1_000 };
  return seconds.map((second) => {
    const row = rowOf(ordinary(noise), { ...at, tsMs: templateMs + second * 1_000 });
    const isSlow = second % 10 === 0;
    // Slow groups are read every ten seconds.
    const slow = ['filesystem', 'cgroup', 'sensor'].flatMap((name) => [name, `${name}_text`]);
    return isSlow ? row : Object.fromEntries(Object.entries(row).filter(([name]) => !slow.includes(name)));
  });
}

/** The template, copied to every host and minute. */
async function fill(db: Database, endMs: number): Promise<void> {
  await db.command('CREATE TABLE template AS samples ENGINE = Memory');
  await db.insertRows('template', templateRows());
  for (let minute = minutes - 1; minute >= 0; minute--) {
    const shiftMs = endMs - (minute + 1) * minuteMs;
    await db.command(
      `INSERT INTO samples
       SELECT template.* REPLACE (
         concat('host', toString(number)) AS host,
         reinterpretAsUUID(sipHash128(number)) AS agent_id,
         fromUnixTimestamp64Milli({shiftMs:Int64} + toUnixTimestamp64Milli(ts) - {templateMs:Int64}, 'UTC') AS ts,
         toDate(fromUnixTimestamp64Milli({shiftMs:Int64}, 'UTC')) AS day,
         seq - {templateMs:UInt64} + {shiftMs:UInt64} AS seq
       )
       FROM template CROSS JOIN numbers({hosts:UInt64}) AS n`,
      { shiftMs, templateMs, hosts },
      { max_partitions_per_insert_block: '2' },
    );
  }
  await db.command('DROP TABLE template');
}

/** Thresholds that nothing reaches, over many series, windows and conditions. */
function ownRules(count: number): Rule[] {
  const looks = [
    { view: 'cpu', value: 'busy_pct' },
    { view: 'cpu', value: 'iowait_pct' },
    { view: 'cpu', value: 'steal_pct' },
    { view: 'memory', value: 'used_pct' },
    { view: 'memory', value: 'swap_used_pct' },
    { view: 'pressure', value: 'io_some_pct' },
    { view: 'pressure', value: 'memory_some_pct' },
    { view: 'disk', value: 'await_ms', device: 'device' },
    { view: 'disk', value: 'busy_pct', device: 'device' },
    { view: 'network', value: 'receive_bytes_per_s', device: 'interface' },
    { view: 'filesystem', value: 'used_pct', device: 'mount' },
    { view: 'socket', value: 'tcp_established' },
    { view: 'cgroup', value: 'cpu_pct', device: 'path' },
    { view: 'sensor', value: 'temperature_celsius', device: 'device' },
  ];
  const windows = ['60s', '5m'];
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    ruleSchema.parse({
      ...looks[index % looks.length],
      ...{ id: `own_${index}`, kind: 'threshold', aggregate: 'avg', above: 1e12 + index, for: '1m' },
      window: windows[Math.floor(index / looks.length) % windows.length],
      summary: '{host}: {value}',
    }),
  );
}

function newAlerts(
  db: Database,
  options: { rules: readonly Rule[]; url: string; clock: Clock; commits: Commits },
): Alerts {
  const { rules, url, clock, commits } = options;
  const opened = openPlan({
    channels: { hook: { type: 'webhook', url } },
    routes: [{ channels: ['hook'], groupBy: ['rule', 'host'] }],
  });
  if (!('plan' in opened)) throw new Error(opened.problems.join());
  return new Alerts({
    ...{ db, rulesDb: db, clock, fleet: new Fleet(clock), plan: opened.plan, defaults: rules },
    samples: commits,
    logger: createLogger({ name: 'bench', level: 'warn' }),
    holder: 'bench',
    outagePath: join(bench.folder, 'outage.json'),
    webUrl: () => 'http://127.0.0.1:4680',
  });
}

/** Rounds one after the other, ten seconds of the clock apart; the CPU that they took of those ten seconds. */
async function costOf(
  db: Database,
  { rules, url, pid, fromMs }: { rules: readonly Rule[]; url: string; pid: number; fromMs: number },
): Promise<Record<string, number>> {
  let nowMs = fromMs - warmUpMs;
  const clock = { nowMs: () => nowMs, monoMs: () => performance.now() };
  const commits = new Commits();
  const alerts = newAlerts(db, { rules, url, clock, commits });
  const template = columnsOfRows(templateRows().slice(0, 10));
  alerts.follow();
  await alerts.evaluate(); // windows begin to be kept
  for (; nowMs < fromMs; nowMs += roundMs) commits.tenSeconds(template, nowMs);
  await alerts.evaluate(); // asks rules that are not due each round
  const ownBefore = process.cpuUsage();
  const clickhouseBefore = processCost(pid).cpuSeconds;
  const beganMs = performance.now();
  for (let round = 0; round < rounds; round++) {
    commits.tenSeconds(template, nowMs);
    nowMs += roundMs;
    await alerts.evaluate();
  }
  const tookMs = performance.now() - beganMs;
  const { user, system } = process.cpuUsage(ownBefore);
  const clickhouseSeconds = processCost(pid).cpuSeconds - clickhouseBefore;
  const cpuSeconds = clickhouseSeconds + (user + system) / 1e6;
  const { ruleErrors } = alerts.health();
  const waited = [...alerts.costs().values()].reduce(
    (sum, each) => sum + each.queryMs / each.rules / each.everyMs,
    0,
  );
  await alerts.stop();
  if (ruleErrors.length > 0)
    throw new Error(ruleErrors.map(({ rule, error }) => `${rule}: ${error}`).join('; '));
  return {
    rounds,
    memory_mb: process.memoryUsage().rss / 2 ** 20,
    clickhouse_ms_per_round: (clickhouseSeconds * 1000) / rounds,
    round_ms: tookMs / rounds,
    cpu_ms_per_round: (cpuSeconds * 1000) / rounds,
    share_of_a_core_pct: (100 * cpuSeconds * 1000) / (rounds * roundMs),
    // Those that are asked less often than each round, too.
    time_asking_pct: 100 * waited,
  };
}

/** Seconds from a sample that is committed to the message about it, sorted. */
async function delaysOf(
  db: Database,
  { rules, url }: { rules: readonly Rule[]; url: string },
): Promise<number[]> {
  const commits = new Commits();
  const alerts = newAlerts(db, { rules, url, clock: systemClock, commits });
  await alerts.start();
  await waitFor('the first round', 60_000, () => alerts.health().evaluatedMs !== null);
  const seconds: number[] = [];
  for (let index = 0; index < delays; index++) {
    const host = `delay${index}`;
    const ts = (Date.now() / 1000).toFixed(3);
    const beganMs = performance.now();
    const row = {
      ...{ agent_id: '00000000-0000-4000-8000-000000000001', host, epoch: 1, seq: Date.now() },
      ...{ kind: 'sample', day: ts2day(Date.now()), ts, recv_ts: ts, interval_ms: 1_000 },
      load: { load1_centi: 500_000 },
    };
    await db.insertRows('samples', [row]);
    commits.one(host, columnsOfRows([row]));
    await waitFor(
      `the message about ${host}`,
      60_000,
      () => notificationsOf(receiver, { rule: 'bench_delay', host, state: 'firing' }).length > 0,
    );
    seconds.push((performance.now() - beganMs) / 1000);
  }
  await alerts.stop();
  return seconds.toSorted((a, b) => a - b);
}

function ts2day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
