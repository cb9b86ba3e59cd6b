/**
 * A collector: everything between agents and ClickHouse, wired together.
 *
 * Start: keys → API (which says "not ready") → schema, for which the database is waited for → registry → alerts →
 * committer → gateway. Agents are let in last, when everything they need is there. A database that does not answer is
 * waited for; one that refuses (password, newer schema) is an error.
 * Stop, within about 10 s: no new connections, nothing more taken in → what is queued is committed and acknowledged →
 * sessions are sent away with a window to come back in → alerts → API → database closed.
 */
import { mkdir } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { Alerts, loadDeliveryPlan } from '@hostwire/alerts';
import {
  HostwireError,
  Lifecycle,
  requirePrivateFolder,
  systemClock,
  type Clock,
  type Component,
  type Logger,
} from '@hostwire/runtime';
import {
  Database,
  migrate,
  rollUp,
  sampleGroupLimits,
  readAgentIdentities,
  SampleWriter,
  writeAgentIdentity,
  writeInventory,
} from '@hostwire/storage';
import { CloneReports } from './alerts/clone-reports.ts';
import { FleetView } from './alerts/fleet-view.ts';
import { HistoryConditions } from './alerts/history-conditions.ts';
import { LateRanges } from './alerts/late-ranges.ts';
import { ApiServer } from './api/api-server.ts';
import { Committer } from './committer/committer.ts';
import { historyLimitsFor } from './committer/choose-group.ts';
import type { CollectorConfig } from './config.ts';
import { DatabaseWait } from './database-wait.ts';
import { AgentDownloads, agentsFolder } from './downloads/agent-downloads.ts';
import { installScript } from './downloads/install-script.ts';
import { Gateway } from './gateway/gateway.ts';
import { IdentityTable } from './gateway/identity-table.ts';
import { SessionTable } from './gateway/session-table.ts';
import { LostData, type AgentStanding } from './history/lost-data.ts';
import { RollupSchedule } from './history/rollup-schedule.ts';
import { Retention } from './history/retention.ts';
import { Intake } from './intake/intake.ts';
import { SequenceTable } from './intake/sequence-table.ts';
import type { QueuedBatch, Sequence } from './intake/sequence.ts';
import { InventoryRecorder } from './inventory/inventory-recorder.ts';
import { loadKeys, type CollectorKeys } from './keys/collector-keys.ts';
import { Arrivals } from './live/arrivals.ts';
import { reachableAddress } from './reachable-address.ts';
import { databaseRegistryStore } from './registry/registry-store.ts';
import { Registry } from './registry/registry.ts';
import { AgentSettings } from './settings/agent-settings.ts';
import { databaseSettingsStore, SettingsTable } from './settings/settings-table.ts';

/** Collectors of one database take turns in writing it: there is one shard. */
const shard = 'main';

export interface CollectorOptions {
  /** With the address of the database, `clickhouse.url`. */
  readonly config: CollectorConfig;
  readonly logger: Logger;
  /** Of the program, for people. */
  readonly version: string;
  /** Of the built web pages; absent: none are served. */
  readonly dashboardFolder?: string;
  /** What keeps an embedded ClickHouse from files outside its folder; absent: it is a server of its own. */
  readonly confinement?: 'landlock' | 'none' | undefined;
  /** Default: the system's. */
  readonly clock?: Clock;
}

export interface CollectorEndpoints {
  /** Where the web pages and the API answer: http://HOST:PORT */
  readonly web: string;
  /** How agents reach the gateway: wss://HOST:PORT */
  readonly gateway: string;
}

const noLabels: Readonly<Record<string, string>> = {};

export class Collector implements Component {
  readonly registry: Registry;
  readonly committer: Committer;
  readonly sessions: SessionTable;
  readonly identities: IdentityTable;
  readonly #options: CollectorOptions;
  readonly #config: CollectorConfig;
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #db: Database;
  readonly #wait: DatabaseWait;
  readonly #intake: Intake;
  readonly #arrivals: Arrivals;
  readonly #inventories: InventoryRecorder;
  readonly #clones: CloneReports;
  /** For the queries of alert rules: the account that can only read, where there is one. */
  readonly #rulesDb: Database;
  readonly #settingsBook: SettingsTable;
  readonly #settings: AgentSettings;
  readonly #downloads: AgentDownloads;
  readonly #lostData: LostData;
  readonly #retention: Retention;
  readonly #lifecycle: Lifecycle;
  #keys: CollectorKeys | undefined;
  #gateway: Gateway | undefined;
  #api: ApiServer | undefined;
  #isMigrated = false;

  constructor(options: CollectorOptions) {
    const { config, logger, clock = systemClock } = options;
    this.#options = options;
    this.#config = config;
    this.#logger = logger;
    this.#clock = clock;
    this.sessions = new SessionTable({ clock, loginsPerSecond: config.limits.loginsPerSecond });
    this.#db = openDatabase(config);
    this.#rulesDb = (this.#readersRefused() ? undefined : openReaderDatabase(config)) ?? this.#db;
    this.#clones = new CloneReports({ clock });
    this.#wait = new DatabaseWait({ clock, logger });
    this.#settingsBook = new SettingsTable({ store: databaseSettingsStore(this.#db), clock, logger });
    this.#settings = new AgentSettings({
      clock,
      connected: () => this.sessions.connected,
      book: this.#settingsBook,
      labelsOf: (host) => this.registry.agent(host)?.labels ?? noLabels,
    });
    const { queueSize: queueBytes, linger: lingerMs, restingLinger, backlogPerSecond } = config.limits;
    const book = new SequenceTable();
    const writer = new SampleWriter(this.#db, { shard, holder: `${hostname()}/${process.pid}` });
    this.committer = new Committer({
      writer,
      book,
      limits: {
        ...sampleGroupLimits,
        lingerMs,
        restingLingerMs: Math.max(lingerMs, restingLinger),
        isWatched: (host: string) => this.#settings.isWatched(host),
        history: historyLimitsFor(backlogPerSecond),
      },
      clock,
      logger: logger.child({ component: 'committer' }),
    });
    this.#arrivals = new Arrivals({ ingest: this.committer, clock });
    const onQueued = (batch: QueuedBatch, sequence: Sequence) => {
      if (batch.samples > 0) this.#arrivals.heard(sequence.host);
      this.committer.queued(batch, sequence);
    };
    this.#intake = new Intake({ book, clock, queueBytes, onQueued });
    this.#inventories = new InventoryRecorder({
      write: (row) => writeInventory(this.#db, row),
      clock,
      logger,
    });
    this.registry = new Registry({ store: databaseRegistryStore(this.#db), clock, logger });
    this.identities = this.#identityTable();
    this.committer.attach(this.sessions);
    [this.#lostData, this.#retention] = this.#historyParts(writer, book);
    this.registry.onRevoked(async ({ agentId }) => {
      this.sessions.cut(agentId, 'revoked', 'this agent was revoked');
      this.#inventories.forget(agentId);
      this.identities.accept(agentId);
      await this.committer.drop(agentId);
    });
    this.#downloads = new AgentDownloads(config.gateway.downloads ?? agentsFolder());
    this.#lifecycle = this.#parts();
  }

  #identityTable(): IdentityTable {
    return new IdentityTable({
      store: {
        read: () => readAgentIdentities(this.#db),
        write: (row) => writeAgentIdentity(this.#db, row),
      },
      clock: this.#clock,
      logger: this.#logger,
      clones: this.#config.gateway.clones,
      onClone: (agent, { detail }) => {
        this.#clones.report(agent.host, detail);
        void this.registry.reportClone(agent, detail);
      },
    });
  }

  start(): Promise<void> {
    return this.#lifecycle.start();
  }

  stop(): Promise<void> {
    this.#wait.stop();
    return this.#lifecycle.stop();
  }

  /** After start(). */
  get endpoints(): CollectorEndpoints {
    return { web: this.#started(this.#api).webUrl, gateway: this.#gatewayUrl() };
  }

  /** sha256 of the gateway's public key; after start(). */
  get pin(): string {
    return this.#started(this.#keys).pin;
  }

  #parts(): Lifecycle {
    const arrivals = this.#arrivals;
    const alerts = this.#newAlerts(arrivals);
    const holder = `${hostname()}/${process.pid}`;
    const rollups = new RollupSchedule({
      rollUp: (request) => rollUp(this.#db, { holder, ...request }),
      clock: this.#clock,
      logger: this.#logger.child({ component: 'history' }),
    });
    return new Lifecycle({ logger: this.#logger, clock: this.#clock })
      .add('database', part({ stop: () => this.#closeDatabases() }))
      .add('keys', part({ start: () => this.#loadKeys() }))
      .add('arrivals', arrivals)
      .add('api', part({ start: () => this.#openApi(arrivals, alerts), stop: async () => this.#api?.stop() }))
      .add('schema', part({ start: () => this.#migrate() }))
      .add('registry', part({ start: () => this.#wait.until(() => this.registry.load()) }))
      .add(
        'identities',
        part({
          start: () => this.#wait.until(() => this.identities.load()),
          stop: () => this.identities.stop(),
        }),
      )
      .add('settings', part({ start: () => this.#wait.until(() => this.#settingsBook.load()) }))
      .add('alerts', alerts)
      .add('history', rollups)
      .add('inventories', this.#inventories)
      .add('sessions', part({ stop: async () => this.#gateway?.stop() }))
      .add('committer', this.committer)
      .add('lost data', this.#lostData)
      .add('retention', this.#retention)
      .add('gateway', part({ start: () => this.#openGateway(), stop: async () => this.#closeGateway() }));
  }

  #historyParts(writer: SampleWriter, book: SequenceTable): [LostData, Retention] {
    const { config, logger } = this.#options;
    const { maxDisk: maxDiskBytes, ...ages } = config.retention;
    const shared = { db: this.#db, committer: this.committer, clock: this.#clock };
    return [
      new LostData({
        ...shared,
        book,
        standing: (agentId) => this.#standing(agentId),
        logger: logger.child({ component: 'lost-data' }),
      }),
      new Retention({
        ...shared,
        policy: { ...ages, maxDiskBytes },
        requireLease: () => writer.requireLease(),
        logger: logger.child({ component: 'retention' }),
      }),
    ];
  }

  #standing(agentId: string): AgentStanding {
    const agent = this.registry.agent(agentId);
    const state = agent === undefined ? 'deleted' : agent.revokedMs === null ? 'enrolled' : 'revoked';
    return { state, epoch: this.sessions.find(agentId)?.hello?.epoch };
  }

  async #closeDatabases(): Promise<void> {
    await this.#db.close();
    if (this.#rulesDb !== this.#db) await this.#rulesDb.close();
  }

  #newAlerts(arrivals: Arrivals): Alerts {
    const { alerts, data } = this.#config;
    const clock = this.#clock;
    const late = new LateRanges({ clock });
    const history = new HistoryConditions({
      clock,
      logger: this.#logger,
      lostData: this.#lostData,
      retention: this.#retention,
    });
    this.committer.onCommitted((hosts) => late.note(hosts));
    const fleet = new FleetView({
      clock,
      agents: () => this.registry.agents(),
      schedule: ({ host, labels }) => this.#settingsBook.schedule(host, labels),
      arrivals,
      sessions: this.sessions,
      committer: () => this.committer.status(),
      clones: this.#clones,
      late,
      conditions: () => history.conditions(),
    });
    return new Alerts({
      db: this.#db,
      rulesDb: this.#rulesDb,
      clock,
      logger: this.#logger.child({ component: 'alerts' }),
      fleet,
      plan: loadDeliveryPlan(alerts),
      outagePath: join(data, 'collector', 'outage.json'),
      webUrl: () => this.#config.web.publicUrl ?? this.endpoints.web,
    });
  }

  async #migrate(): Promise<void> {
    await this.#wait.until(() => migrate(this.#db));
    this.#isMigrated = true;
  }

  async #openApi(arrivals: Arrivals, alerts: Alerts): Promise<void> {
    const { data, web, clickhouse } = this.#config;
    const { cookieKey, pin } = this.#started(this.#keys);
    const { url = '', readerUser: user, readerPassword: password, database } = clickhouse;
    this.#api = new ApiServer({
      version: this.#options.version,
      clock: this.#clock,
      logger: this.#logger.child({ component: 'api' }),
      db: this.#db,
      reader: { url: new URL(url).origin, user, password, database, refused: this.#readersRefused() },
      confinement: this.#options.confinement,
      lostData: this.#lostData,
      retention: this.#retention,
      registry: this.registry,
      settings: this.#settingsBook,
      sessions: this.sessions,
      ingest: this.committer,
      arrivals,
      alerts,
      watch: (host) => this.#settings.watch(host),
      gateway: () => ({
        url: this.#gatewayUrl(),
        pin,
        installs: this.#downloads.checksums() !== '',
      }),
      migrated: () => this.#isMigrated,
      inventoriesWritten: () => this.#inventories.written,
      cookieKey,
      authPath: join(data, 'collector', 'auth.json'),
      web,
      socketPath: join(data, 'hostwire.sock'),
      dashboardDir: this.#options.dashboardFolder,
    });
    await this.#api.start();
  }

  #readersRefused(): boolean {
    return this.#options.confinement === 'none' && this.#config.clickhouse.unconfinedReaders === 'refuse';
  }

  /** undefined: no executables of the agent are there. */
  #installScript(): string | undefined {
    const checksums = this.#downloads.checksums();
    if (checksums === '') return undefined;
    const { version } = this.#options;
    return installScript({ gatewayUrl: this.#gatewayUrl(), pin: this.pin, version, checksums });
  }

  #gatewayUrl(): string {
    const { host, port, publicUrl } = this.#config.gateway;
    const address = reachableAddress(host, networkInterfaces());
    return publicUrl ?? `wss://${address}:${this.#gateway?.port ?? port}`;
  }

  async #loadKeys(): Promise<void> {
    const { data } = this.#config;
    await mkdir(data, { recursive: true, mode: 0o700 });
    requirePrivateFolder(data);
    this.#keys = await loadKeys(join(data, 'collector'), { nowMs: this.#clock.nowMs() });
  }

  async #openGateway(): Promise<void> {
    const { gateway, limits } = this.#config;
    this.#gateway = new Gateway({
      keys: this.#started(this.#keys),
      registry: this.registry,
      intake: this.#intake,
      committer: this.committer,
      sessions: this.sessions,
      identities: this.identities,
      settings: this.#settings,
      nextPin: this.#started(this.#keys).nextPin,
      clock: this.#clock,
      logger: this.#logger.child({ component: 'gateway' }),
      onInventory: (agent, inventory) => this.#inventories.offer(agent, inventory),
      onClone: (agent, report) => this.identities.report(agent, report),
      host: gateway.host,
      port: gateway.port,
      maxConnections: limits.connections,
      maxConnectionsPerAddress: limits.connectionsPerAddress,
      loginsPerSecond: limits.loginsPerSecond,
      downloads: { downloads: this.#downloads, script: () => this.#installScript() },
    });
    await this.#gateway.start();
    this.#logger.info({ url: this.#gatewayUrl(), pin: this.pin }, 'gateway listening');
  }

  #closeGateway(): void {
    this.#gateway?.close();
    this.#intake.close();
  }

  #started<T>(part: T | undefined): T {
    if (part === undefined)
      throw new HostwireError('COLLECTOR_NOT_STARTED', 'the collector was asked before it started');
    return part;
  }
}

/** A part with only one of the two. */
function part({ start, stop }: { start?: () => Promise<void>; stop?: () => Promise<void> }): Component {
  return { start: async () => start?.(), stop: async () => stop?.() };
}

function openDatabase({ clickhouse }: CollectorConfig): Database {
  const { url, user, password, database } = clickhouse;
  if (url === undefined) {
    throw new HostwireError(
      'CONFIG_INVALID',
      'clickhouse.url is not set: give the address of a ClickHouse server',
    );
  }
  const inUrl = new URL(url).username !== '';
  return new Database({
    url,
    ...(inUrl ? {} : { user, password }),
    database,
    application: 'hostwire-collector',
  });
}

/** undefined: there is no account that can only read, or it is not let in. */
function openReaderDatabase({ clickhouse }: CollectorConfig): Database | undefined {
  const { url, readerUser: user, readerPassword: password, database } = clickhouse;
  if (url === undefined || password === '') return undefined;
  return new Database({ url: new URL(url).origin, user, password, database, application: 'hostwire-alerts' });
}
