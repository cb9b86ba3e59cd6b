/** Collectors as alerts know them, on one ClickHouse, with a receiver and a clock by hand. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock } from '@hostwire/runtime';
import { readPendingDeliveries, type Database } from '@hostwire/storage';
import { HttpReceiver, silentLogger, waitFor } from '@hostwire/testing';
import { Alerts, type AlertDatabase } from '../alerts.ts';
import { openPlan } from '../delivery/routes.ts';
import { ruleSchema, type Rule } from '../rules/rule.ts';
import { Breakpoints } from '@hostwire/testing';
import { TestFleet } from '@hostwire/testing/alerts';

const tables = [
  'alert_events',
  'alert_deliveries',
  'alert_rules',
  'alert_silences',
  'samples',
  'writer_lease',
  'stage_values',
];
const startMs = Date.UTC(2026, 0, 5, 12);
/** Longer than a delivery takes; when it is not enough, a round more is made. */
const settleMs = 150;

export interface StagedCollector {
  readonly alerts: Alerts;
  /** Every step that it takes in the world, and where it may be killed. */
  readonly steps: Breakpoints;
  /** Ends it without a word. */
  kill(): void;
}

export interface StageOptions {
  readonly rules?: readonly Rule[];
  /** Beside the channel `hook` there is one named `second`, on a path of its own. */
  readonly secondChannel?: boolean;
  /** Further channels, and the report of each week. */
  readonly file?: { readonly channels: object; readonly report: object };
  /** Default: every channel is told everything. */
  readonly routes?: readonly object[];
}

/** About the values of `round`: pending at once, firing after a minute. */
export const stageRule = ruleSchema.parse({
  ...{ id: 'full', kind: 'threshold', view: 'stage_values', device: `'/var'`, value: 'value' },
  ...{ window: '30s', above: 90, clear: 88, for: '60s', summary: '{device} of {host} is {value} full' },
});

export class AlertStage {
  nowMs = startMs;
  readonly fleet = new TestFleet();
  readonly receiver: HttpReceiver;
  readonly clock: Clock = { nowMs: () => this.nowMs, monoMs: () => performance.now() };
  readonly #db: Database;
  readonly #folder: string;
  readonly #options: StageOptions;
  readonly #open: StagedCollector[] = [];

  private constructor(
    db: Database,
    options: StageOptions,
    { folder, receiver }: { folder: string; receiver: HttpReceiver },
  ) {
    this.#db = db;
    this.#folder = folder;
    this.receiver = receiver;
    this.#options = options;
  }

  static async open(db: Database, options: StageOptions = {}): Promise<AlertStage> {
    await db.command(
      `CREATE TABLE IF NOT EXISTS stage_values (host String, ts DateTime64(3, 'UTC'), value Float64) ENGINE = Memory`,
    );
    for (const table of tables) await db.command(`TRUNCATE TABLE ${table}`);
    const folder = await mkdtemp(join(tmpdir(), 'hostwire-alerts-'));
    return new AlertStage(db, options, { folder, receiver: await new HttpReceiver().start() });
  }

  async close(): Promise<void> {
    for (const { alerts, steps } of this.#open) {
      steps.kill();
      await alerts.stop();
    }
    await this.receiver.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** A collector that runs; its rounds are by hand. */
  async collector(holder: string, steps = new Breakpoints()): Promise<StagedCollector> {
    const { rules = [stageRule], secondChannel = false, routes = [], file } = this.#options;
    const { url } = this.receiver;
    const opened = openPlan({
      channels: {
        hook: { type: 'webhook', url: `${url}/hook` },
        ...(secondChannel && { second: { type: 'webhook', url: `${url}/second` } }),
        ...file?.channels,
      },
      routes,
      ...(file !== undefined && { report: file.report }),
    });
    if (!('plan' in opened)) throw new Error(opened.problems.join());
    const db: AlertDatabase = {
      where: this.#db.where,
      query: (sql, params, settings) => steps.pass(() => this.#db.query(sql, params, settings)),
      insertRows: (table, rows) => steps.step(`write ${table}`, () => this.#db.insertRows(table, rows)),
      upload: (upload) => {
        const table = /INSERT INTO (\w+)/.exec(upload.statement)?.[1] ?? '?';
        return steps.step(`write ${table}`, () => this.#db.upload(upload));
      },
    };
    const plan = {
      ...opened.plan,
      channels: new Map(
        [...opened.plan.channels].map(([name, open]) => {
          const notify: typeof open.channel.notify = (message, signal) =>
            steps.step(`send ${name}`, () => open.channel.notify(message, signal));
          return [name, { ...open, channel: { notify } }];
        }),
      ),
    };
    const alerts = new Alerts({
      ...{ db, rulesDb: db, clock: this.clock, fleet: this.fleet, plan, holder, defaults: rules },
      logger: silentLogger,
      outagePath: join(this.#folder, `${holder}.json`),
      webUrl: () => 'http://hostwire:4680',
      intervalMs: 3_600_000, // rounds are by hand
      outageCheckMs: 3_600_000,
      groupIntervalMs: 0,
      backoff: { baseMs: 1, capMs: 5 },
    });
    const collector = { alerts, steps, kill: () => steps.kill() };
    this.#open.push(collector);
    // What is dead reaches nothing any more; only its timers have to end.
    void steps.died.then(() => alerts.stop());
    await alerts.start();
    await waitFor('the first round ends', () => steps.isDead || alerts.health().evaluatedMs !== null);
    return collector;
  }

  /** The value of each host, sampled now; then a round of each collector, and ten seconds. */
  async round(value: number, collectors: readonly StagedCollector[]): Promise<void> {
    const ts = (this.nowMs / 1000).toFixed(3);
    const hosts = [...this.fleet.watched.keys()];
    for (const host of hosts) this.fleet.heardMs.set(host, this.nowMs);
    await this.#db.insertRows(
      'stage_values',
      hosts.map((host) => ({ host, ts, value })),
    );
    for (const { alerts, steps } of collectors) await Promise.race([alerts.evaluate(), steps.died]);
    this.nowMs += 10_000;
  }

  /** Rounds in which nothing is stored, and only these hosts are heard. */
  async quietRounds(
    count: number,
    heard: readonly string[],
    collectors: readonly StagedCollector[],
  ): Promise<void> {
    for (let i = 0; i < count; i++) {
      for (const host of heard) this.fleet.heardMs.set(host, this.nowMs);
      for (const { alerts } of collectors) await alerts.evaluate();
      this.nowMs += 10_000;
    }
  }

  async rounds(count: number, value: number, collectors: readonly StagedCollector[]): Promise<void> {
    for (let i = 0; i < count; i++) await this.round(value, collectors);
  }

  /** Waits until so many messages came. */
  async notified(count: number): Promise<void> {
    await waitFor(`${count} messages came`, () => this.receiver.received.length >= count);
  }

  /** `RULE STATE COUNT` of each, in the order in which they came. */
  messages(): string[] {
    return this.#bodies().map(({ rule, state, count }) => `${rule} ${state} ${count}`);
  }

  messageIds(): string[] {
    return this.#bodies().map(({ messageId }) => messageId);
  }

  /** `CHANNEL RULE STATE` of what came, each with the ids of its messages. */
  distinct(): Map<string, Set<string>> {
    const ids = new Map<string, Set<string>>();
    for (const { path, rule, state, messageId } of this.#bodies()) {
      const key = `${path.slice(1)} ${rule} ${state}`;
      ids.set(key, (ids.get(key) ?? new Set()).add(messageId));
    }
    return ids;
  }

  /** Waits a little for what goes on beside the rounds. */
  async settle(isDone: () => boolean): Promise<void> {
    const limitMs = performance.now() + settleMs;
    while (!isDone() && performance.now() < limitMs) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  /** Waits until no message waits on disk to be sent, or the collector is killed. */
  async settled({ steps }: StagedCollector): Promise<void> {
    const waiting = { maxAttempts: 1_000, queuedAfterMs: 0, limit: 1 };
    await waitFor(
      'no message waits',
      async () => steps.isDead || (await readPendingDeliveries(this.#db, waiting)).length === 0,
    );
  }

  #bodies() {
    return this.receiver.received.map(({ path, body }) => {
      const message = JSON.parse(body) as { rule: string; state: string; count: number; messageId: string };
      return { ...message, path };
    });
  }
}
