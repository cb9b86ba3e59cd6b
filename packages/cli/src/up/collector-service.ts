import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, type Client } from '@hostwire/api/client';
import { Collector, type CollectorConfig, type CollectorOptions } from '@hostwire/collector';
import { dashboardFolder } from '@hostwire/dashboard';
import { writeFileDurably, type Logger } from '@hostwire/runtime';
import { socketTransport } from '../connection/socket-transport.ts';

/** What the ready file holds: everything a script needs to go on. */
export interface Ready {
  readonly web: string;
  readonly gateway: string;
  /** With the read-only account. */
  readonly clickhouse: string;
  readonly loginUrl: string;
}

export interface CollectorServiceOptions {
  readonly logger: Logger;
  readonly version: string;
  /** Of the embedded database, where there is one. */
  readonly confinement: CollectorOptions['confinement'];
  readonly backupFolder: CollectorOptions['backupFolder'];
  readonly renewDatabasePasswords?: CollectorOptions['renewDatabasePasswords'];
}

/** A collector in this process, and the files that tell others about it. */
export class CollectorService {
  readonly #config: CollectorConfig;
  readonly #collector: Collector;
  readonly #api: Client;

  constructor(config: CollectorConfig, options: CollectorServiceOptions) {
    this.#config = config;
    this.#api = createClient(socketTransport(config.data));
    this.#collector = new Collector({ ...options, config, dashboardFolder });
  }

  async start(): Promise<void> {
    await this.#collector.start();
    const { web, gateway } = this.#collector.endpoints;
    const runtime = {
      pid: process.pid,
      socket: join(this.#config.data, 'hostwire.sock'),
      web,
      gateway,
      clickhouse: this.#config.clickhouse.url,
    };
    await writeFileDurably(this.#runtimePath, JSON.stringify(runtime), { mode: 0o600 });
  }

  /** Throws ALERTS_FILE_INVALID. */
  reload(config: CollectorConfig): void {
    this.#collector.reload(config);
  }

  async stop(): Promise<void> {
    rmSync(this.#runtimePath, { force: true });
    await this.#collector.stop();
  }

  /** wss://127.0.0.1:PORT, for the agent of this host. */
  get localGateway(): string {
    return `wss://127.0.0.1:${new URL(this.#collector.endpoints.gateway).port}`;
  }

  /** A token for one host, made through the API like any other. */
  async createToken(): Promise<{ token: string; enrollCommand: string }> {
    return this.#api.tokens.create({ body: { ttlSeconds: 3_600, uses: 1 } });
  }

  /** Addresses with a fresh login link. */
  async ready(): Promise<Ready> {
    const { web, gateway } = this.#collector.endpoints;
    const { url: loginUrl } = await this.#api.loginLinks.create();
    return { web, gateway, clickhouse: this.#readerUrl(), loginUrl };
  }

  #readerUrl(): string {
    const { url, readerUser, readerPassword, database } = this.#config.clickhouse;
    const reader = new URL(url ?? '');
    reader.username = readerUser;
    reader.password = readerPassword;
    reader.searchParams.set('database', database);
    return reader.href;
  }

  get #runtimePath(): string {
    return join(this.#config.data, 'runtime.json');
  }
}
