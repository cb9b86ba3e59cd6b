/**
 * A collector: everything between agents and ClickHouse, wired together.
 *
 * Start: keys → database (waited for) → schema → registry → committer → gateway. Nobody is let in before what they need
 * is there. A database that does not answer is waited for; one that refuses (password, newer schema) is an error.
 * Stop, within about 10 s: no new connections, nothing more taken in → what is queued is committed and acknowledged →
 * sessions are sent away with a window to come back in → database closed.
 */
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import {
  HostwireError,
  Lifecycle,
  systemClock,
  type Clock,
  type Component,
  type Logger,
} from '@hostwire/runtime';
import { Database, migrate, sampleGroupLimits, SampleWriter, writeInventory } from '@hostwire/storage';
import { Committer } from './committer/committer.ts';
import type { CollectorConfig } from './config.ts';
import { DatabaseWait } from './database-wait.ts';
import { Gateway } from './gateway/gateway.ts';
import { Generations } from './gateway/generations.ts';
import { SessionBook } from './gateway/session-book.ts';
import { Intake } from './intake/intake.ts';
import { SequenceBook } from './intake/sequence-book.ts';
import { InventoryRecorder } from './inventory/inventory-recorder.ts';
import { loadKeys, type CollectorKeys } from './keys/collector-keys.ts';
import { reachableAddress } from './reachable-address.ts';
import { databaseRegistryStore } from './registry/registry-store.ts';
import { Registry } from './registry/registry.ts';

const agentSettings = { version: 1, intervalMs: 1_000, flushMs: 2_000 };
/** Collectors of one database take turns in writing it: there is one shard. */
const shard = 'main';

export interface CollectorOptions {
  /** With the address of the database, `clickhouse.url`. */
  readonly config: CollectorConfig;
  readonly logger: Logger;
  /** Default: the system's. */
  readonly clock?: Clock;
}

export interface CollectorEndpoints {
  /** How agents reach the gateway: wss://HOST:PORT */
  readonly gateway: string;
}

export class Collector implements Component {
  readonly registry: Registry;
  readonly committer: Committer;
  readonly sessions = new SessionBook();
  readonly #config: CollectorConfig;
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #db: Database;
  readonly #wait: DatabaseWait;
  readonly #intake: Intake;
  readonly #inventories: InventoryRecorder;
  readonly #generations = new Generations();
  readonly #lifecycle: Lifecycle;
  #keys: CollectorKeys | undefined;
  #gateway: Gateway | undefined;

  constructor({ config, logger, clock = systemClock }: CollectorOptions) {
    this.#config = config;
    this.#logger = logger;
    this.#clock = clock;
    this.#db = openDatabase(config);
    this.#wait = new DatabaseWait({ clock, logger });
    const { queueSize: queueBytes, linger: lingerMs } = config.limits;
    const book = new SequenceBook();
    const writer = new SampleWriter(this.#db, { shard, holder: `${hostname()}/${process.pid}` });
    const limits = { ...sampleGroupLimits, lingerMs };
    this.committer = new Committer({
      writer,
      book,
      limits,
      clock,
      logger: logger.child({ component: 'committer' }),
    });
    this.#intake = new Intake({ book, clock, queueBytes, onQueued: () => this.committer.queued() });
    this.#inventories = new InventoryRecorder({
      write: (row) => writeInventory(this.#db, row),
      clock,
      logger,
    });
    this.registry = new Registry({ store: databaseRegistryStore(this.#db), clock, logger });
    this.committer.attach(this.sessions);
    this.registry.onRevoked(async ({ agentId }) => {
      this.sessions.cut(agentId, 'revoked', 'this agent was revoked');
      this.#inventories.forget(agentId);
      this.#generations.forget(agentId);
      await this.committer.drop(agentId);
    });
    this.#lifecycle = this.#parts();
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
    const { host, publicUrl } = this.#config.gateway;
    const address = reachableAddress(host, networkInterfaces());
    return { gateway: publicUrl ?? `wss://${address}:${this.#started(this.#gateway).port}` };
  }

  /** sha256 of the gateway's public key; after start(). */
  get pin(): string {
    return this.#started(this.#keys).pin;
  }

  #parts(): Lifecycle {
    const inSteps = (
      start: () => Promise<unknown>,
      stop: () => Promise<unknown> = async () => undefined,
    ): Component => ({
      start: async () => void (await start()),
      stop: async () => void (await stop()),
    });
    return new Lifecycle({ logger: this.#logger, clock: this.#clock })
      .add(
        'keys',
        inSteps(() => this.#loadKeys()),
      )
      .add(
        'database',
        inSteps(
          () => this.#wait.until(() => migrate(this.#db)),
          () => this.#db.close(),
        ),
      )
      .add(
        'registry',
        inSteps(() => this.#wait.until(() => this.registry.load())),
      )
      .add('inventories', this.#inventories)
      .add(
        'sessions',
        inSteps(
          async () => undefined,
          async () => this.#gateway?.stop(),
        ),
      )
      .add('committer', this.committer)
      .add(
        'gateway',
        inSteps(
          () => this.#openGateway(),
          async () => this.#closeGateway(),
        ),
      );
  }

  async #loadKeys(): Promise<void> {
    this.#keys = await loadKeys(join(this.#config.data, 'collector'), { nowMs: this.#clock.nowMs() });
  }

  async #openGateway(): Promise<void> {
    const { gateway, limits } = this.#config;
    this.#gateway = new Gateway({
      keys: this.#started(this.#keys),
      registry: this.registry,
      intake: this.#intake,
      committer: this.committer,
      sessions: this.sessions,
      generations: this.#generations,
      settings: agentSettings,
      clock: this.#clock,
      logger: this.#logger.child({ component: 'gateway' }),
      onInventory: (agent, inventory) => this.#inventories.offer(agent, inventory),
      onClone: (agent, detail) => void this.registry.reportClone(agent, detail),
      host: gateway.host,
      port: gateway.port,
      maxConnections: limits.connections,
      maxConnectionsPerAddress: limits.connectionsPerAddress,
      loginsPerSecond: limits.loginsPerSecond,
    });
    await this.#gateway.start();
    this.#logger.info({ url: this.endpoints.gateway, pin: this.pin }, 'gateway listening');
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
