/** The three outages that operators dread, and the messages that they get, as they are sent. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Alerts, defaultRules, openPlan, type WatchedHost } from '@hostwire/alerts';
import { defaultSchedule } from '@hostwire/protocol';
import { createLogger } from '@hostwire/runtime';
import { StorageError, type Database } from '@hostwire/storage';
import { QuietFleet } from '@hostwire/testing/alerts';
import { waitFor } from '../harness/wait.ts';

const startMs = Date.UTC(2026, 2, 2, 8);
const roundMs = 10_000;
const fleetSize = 310;
const lostHosts = 300;
const messageLimitMs = 60_000;

export interface SentMessage {
  readonly state: string;
  readonly title: string;
  readonly text: string;
}

/** Of each outage, in the order in which they were sent. */
export interface OutageMessages {
  readonly hostsAtOnce: readonly SentMessage[];
  readonly collector: readonly SentMessage[];
  readonly clickhouse: readonly SentMessage[];
}

export async function playOutages(db: Database): Promise<OutageMessages> {
  const stage = await OutageStage.open(db);
  try {
    const alerts = await stage.collector();
    await stage.rounds(12, alerts);
    stage.lost = lostHosts;
    await stage.rounds(8, alerts);
    await stage.notified(1);
    stage.lost = 0;
    await stage.rounds(3, alerts);
    await stage.notified(2);
    const hostsAtOnce = stage.take();

    stage.isReachable = false; // killed: it writes nothing more, its lease neither
    await alerts.stop();
    stage.nowMs += 25 * 60_000;
    stage.isReachable = true;
    const again = await stage.collector();
    await stage.rounds(2, again);
    await stage.notified(1);
    await stage.rounds(70, again);
    await stage.notified(2);
    const collector = stage.take();

    stage.isReachable = false;
    await stage.rounds(8, again);
    await stage.notified(1);
    stage.isReachable = true;
    await stage.rounds(3, again);
    await stage.notified(2);
    const clickhouse = stage.take();
    await again.stop();
    return { hostsAtOnce, collector, clickhouse };
  } finally {
    stage.close();
  }
}

class OutageStage extends QuietFleet {
  nowMs = startMs;
  /** So many hosts, of thirty racks, are not heard. */
  lost = 0;
  /** Whether ClickHouse answers. */
  isReachable = true;
  readonly #db: Database;
  readonly #folder = mkdtempSync(join(tmpdir(), 'hostwire-outages-'));
  readonly #heardMs = new Map<string, number>();
  readonly #sent: SentMessage[] = [];
  readonly #server = createServer((request, response) => {
    void text(request).then((body) => {
      const { state, title, text: whole } = JSON.parse(body) as SentMessage;
      this.#sent.push({ state, title, text: whole });
      response.end();
    });
  });

  private constructor(db: Database) {
    super();
    this.#db = db;
  }

  static async open(db: Database): Promise<OutageStage> {
    const stage = new OutageStage(db);
    stage.#server.listen(0, '127.0.0.1');
    await once(stage.#server, 'listening');
    return stage;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async collector(): Promise<Alerts> {
    const { port } = this.#server.address() as AddressInfo;
    const opened = openPlan({ channels: { ops: { type: 'webhook', url: `http://127.0.0.1:${port}` } } });
    if (!('plan' in opened)) throw new Error(opened.problems.join());
    const ask = <T>(work: () => Promise<T>): Promise<T> =>
      this.isReachable
        ? work()
        : Promise.reject(new StorageError('UNREACHABLE', 'ClickHouse does not answer'));
    const db = {
      where: this.#db.where,
      query: <Row>(...request: Parameters<Database['query']>) => ask(() => this.#db.query<Row>(...request)),
      insertRows: (table: string, rows: readonly object[]) => ask(() => this.#db.insertRows(table, rows)),
      upload: (upload: Parameters<Database['upload']>[0]) => ask(() => this.#db.upload(upload)),
    };
    const alerts = new Alerts({
      ...{ db, rulesDb: db, fleet: this, plan: opened.plan, holder: 'collector' },
      clock: { nowMs: () => this.nowMs, monoMs: () => this.nowMs },
      logger: createLogger({ name: 'outages', level: 'silent' }),
      outagePath: join(this.#folder, 'outage.json'),
      webUrl: () => 'https://hostwire.corp.internal',
      defaults: defaultRules.filter(({ kind }) => kind === 'silent' || kind === 'condition'),
      intervalMs: 3_600_000, // rounds are by hand
      outageCheckMs: 20,
      groupIntervalMs: 0,
    });
    await alerts.start();
    await waitFor('the first round', messageLimitMs, () => alerts.health().evaluatedMs !== null);
    return alerts;
  }

  async rounds(count: number, alerts: Alerts): Promise<void> {
    for (let round = 0; round < count; round++) {
      for (let index = this.lost; index < fleetSize; index++) this.#heardMs.set(hostOf(index), this.nowMs);
      await alerts.evaluate();
      this.nowMs += roundMs;
    }
  }

  notified(count: number): Promise<boolean> {
    return waitFor(`${count} messages`, messageLimitMs, () => this.#sent.length >= count);
  }

  take(): SentMessage[] {
    return this.#sent.splice(0);
  }

  *hosts(): Iterable<WatchedHost> {
    for (let index = 0; index < fleetSize; index++)
      yield { host: hostOf(index), labels: { rack: `r${index % 30}` }, schedule: defaultSchedule };
  }

  heard(host: string) {
    const ms = this.#heardMs.get(host);
    return ms === undefined ? undefined : { sampleMs: ms, arrivedMs: ms };
  }
}

function hostOf(index: number): string {
  return `node-${String(index).padStart(3, '0')}`;
}
