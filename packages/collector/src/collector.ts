/**
 * A collector: everything between agents and ClickHouse, wired together.
 *
 * Start: keys → API (which says "not ready") → schema, for which the database is waited for → registry → alerts →
 * committer → gateway. Agents are let in last, when everything they need is there. A database that does not answer is
 * waited for; one that refuses (password, newer schema) is an error.
 * Stop, within about 10 s: no new connections, nothing more taken in → what is queued is committed and acknowledged →
 * sessions are sent away with a window to come back in → alerts → API → database closed.
 */
import { join } from 'node:path';
import { loadDeliveryPlan, type Alerts } from '@hostwire/alerts';
import {
  HostwireError,
  Lifecycle,
  systemClock,
  type Clock,
  type Component,
  type Logger,
} from '@hostwire/runtime';
import { migrate, writeCollector } from '@hostwire/storage';
import { AgentEndpoint } from './agent-endpoint.ts';
import { CookieKey } from './keys/cookie-key.ts';
import { AgentTables } from './agent-tables.ts';
import { wireAlerts } from './alert-wiring.ts';
import { ApiServer } from './api/api-server.ts';
import type { Committer } from './committer/committer.ts';
import { CollectorReport } from './collector-report.ts';
import type { CollectorConfig, reloadable } from './config.ts';
import { DatabaseWait } from './database-wait.ts';
import { Databases, type Confinement } from './databases.ts';
import { HistoryJobs } from './history-jobs.ts';
import { collectorName, Ingest, leaseHolder } from './ingest.ts';
import type { Registry } from './registry/registry.ts';

export interface CollectorOptions {
  /** With the address of the database, `clickhouse.url`. */
  readonly config: CollectorConfig;
  readonly logger: Logger;
  /** Of the program, for people. */
  readonly version: string;
  /** Of the built web pages; absent: none are served. */
  readonly dashboardFolder?: string;
  readonly confinement?: Confinement;
  /** Where the embedded ClickHouse may write backups; absent: it is a server of its own. */
  readonly backupFolder?: string | undefined;
  /** New passwords for the accounts of the embedded ClickHouse; absent: it is a server of its own. */
  readonly renewDatabasePasswords?: (() => Promise<readonly string[]>) | undefined;
  /** Default: the system's. */
  readonly clock?: Clock;
}

export interface CollectorEndpoints {
  /** Where the web pages and the API answer: http://HOST:PORT */
  readonly web: string;
  /** How agents reach the gateway: wss://HOST:PORT */
  readonly gateway: string;
}

export class Collector implements Component {
  readonly #options: CollectorOptions;
  readonly #clock: Clock;
  readonly #databases: Databases;
  readonly #wait: DatabaseWait;
  readonly #agents: AgentTables;
  readonly #ingest: Ingest;
  readonly #history: HistoryJobs;
  readonly #alerts: Alerts;
  readonly #endpoint: AgentEndpoint;
  readonly #lifecycle: Lifecycle;
  #api: ApiServer | undefined;
  #isMigrated = false;

  constructor(options: CollectorOptions) {
    const { config, logger, version, clock = systemClock } = options;
    this.#options = options;
    this.#clock = clock;
    this.#databases = new Databases(config, options.confinement);
    this.#wait = new DatabaseWait({ clock, logger });
    const shared = { config, db: this.#databases.main, clock, logger };
    const agents = new AgentTables(shared);
    const ingest = new Ingest({ ...shared, limits: config.limits });
    ingest.committer.attach(agents.sessions);
    agents.registry.onRevoked(async (agent) => {
      await Promise.all([agents.forget(agent), ingest.committer.drop(agent.agentId)]);
    });
    agents.registry.onReEnrolled((agent) => agents.greetAgain(agent));
    const { backupFolder } = options;
    const history = new HistoryJobs({
      ...shared,
      rulesDb: this.#databases.rules,
      backupFolder,
      ingest,
      agents,
    });
    const parts = { config, databases: this.#databases, agents, ingest, history, clock, logger };
    this.#agents = agents;
    this.#ingest = ingest;
    this.#history = history;
    this.#alerts = wireAlerts({ ...parts, webUrl: () => this.#started().publicUrl });
    this.#endpoint = new AgentEndpoint({ ...parts, version });
    this.#lifecycle = this.#parts();
  }

  get registry(): Registry {
    return this.#agents.registry;
  }

  get committer(): Committer {
    return this.#ingest.committer;
  }

  start(): Promise<void> {
    return this.#lifecycle.start();
  }

  stop(): Promise<void> {
    this.#wait.stop();
    return this.#lifecycle.stop();
  }

  /** Takes over channels, routes and retention. Throws ALERTS_FILE_INVALID, and changes nothing then. */
  reload(config: Pick<CollectorConfig, (typeof reloadable)[number]>): void {
    const plan = loadDeliveryPlan(config.alerts);
    this.#alerts.use(plan);
    this.#history.use(config);
  }

  /** After start(). */
  get endpoints(): CollectorEndpoints {
    return { web: this.#started().webUrl, gateway: this.#endpoint.url };
  }

  #started(): ApiServer {
    if (this.#api !== undefined) return this.#api;
    throw new HostwireError('COLLECTOR_NOT_STARTED', 'the collector was asked before it started');
  }

  /** sha256 of the gateway's public key; after start(). */
  get pin(): string {
    return this.#endpoint.keys.current.pin;
  }

  #parts(): Lifecycle {
    const { registry, identities, settingsTable, schedules, inventories, issues } = this.#agents;
    const { arrivals, committer } = this.#ingest;
    const { rollups, lostData, retention, backups, auditLog } = this.#history;
    const endpoint = this.#endpoint;
    const loaded = (load: () => Promise<void>) => () => this.#wait.until(load);
    return new Lifecycle({ logger: this.#options.logger, clock: this.#clock })
      .add('database', part({ stop: () => this.#databases.close() }))
      .add('keys', part({ start: () => endpoint.loadKeys() }))
      .add('arrivals', arrivals)
      .add('api', part({ start: () => this.#openApi(), stop: async () => this.#api?.stop() }))
      .add('schema', part({ start: () => this.#migrate() }))
      .add('registry', part({ start: loaded(() => registry.load()) }))
      .add('identities', part({ start: loaded(() => identities.load()), stop: () => identities.stop() }))
      .add('settings', part({ start: loaded(() => settingsTable.load()) }))
      .add('schedules', schedules)
      .add('alerts', this.#alerts)
      .add('history', rollups)
      .add('inventories', inventories)
      .add('known issues', part({ start: loaded(() => issues.load()) }))
      .add('issues', issues)
      .add('sessions', part({ stop: () => endpoint.stop() }))
      .add('committer', committer)
      .add('lost data', lostData)
      .add('retention', retention)
      .add('backups', backups)
      .add('audit log', auditLog)
      .add('gateway', part({ start: () => endpoint.open(), stop: () => endpoint.close() }))
      .add('collector report', this.#report());
  }

  #report(): CollectorReport {
    const { config, version, logger } = this.#options;
    return new CollectorReport({
      identity: {
        collector: collectorName(config),
        process: leaseHolder,
        version,
        startedMs: this.#clock.nowMs(),
      },
      figures: () => ({
        ...this.#ingest.committer.status(),
        gateway: this.#endpoint.url,
        agents: this.#agents.sessions.connected,
      }),
      write: (row) => writeCollector(this.#databases.main, row),
      clock: this.#clock,
      logger: logger.child({ component: 'collector report' }),
    });
  }

  async #migrate(): Promise<void> {
    await this.#wait.until(() => migrate(this.#databases.main));
    this.#isMigrated = true;
  }

  async #openApi(): Promise<void> {
    const { config, version, logger, confinement, dashboardFolder, renewDatabasePasswords } = this.#options;
    const { registry, identities, settingsTable, settings, sessions, inventories } = this.#agents;
    this.#api = new ApiServer({
      version,
      clock: this.#clock,
      logger: logger.child({ component: 'api' }),
      db: this.#databases.main,
      reader: this.#databases.reader,
      confinement,
      lostData: this.#history.lostData,
      retention: this.#history.retention,
      backups: this.#history.backups,
      registry,
      settings: settingsTable,
      sessions,
      identities,
      ingest: this.#ingest,
      keys: this.#endpoint.keys,
      renewDatabasePasswords,
      arrivals: this.#ingest.arrivals,
      alerts: this.#alerts,
      watch: (host) => settings.watch(host),
      release: () => this.#agents.downloads.releaseVersion(),
      gateway: () => this.#endpoint.address,
      migrated: () => this.#isMigrated,
      inventoriesWritten: () => inventories.written,
      cookieKey: await CookieKey.load(join(config.data, 'collector')),
      authPath: join(config.data, 'collector', 'auth.json'),
      web: config.web,
      provider: config.web.auth.oidc,
      socketPath: join(config.data, 'hostwire.sock'),
      dashboardDir: dashboardFolder,
    });
    await this.#api.start();
  }
}

/** A part with only one of the two. */
function part({ start, stop }: { start?: () => Promise<void>; stop?: () => Promise<void> }): Component {
  return { start: async () => start?.(), stop: async () => stop?.() };
}
