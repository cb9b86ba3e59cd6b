import { join } from 'node:path';
import type { CollectorConfig } from '@hostwire/collector';
import { Lifecycle, writeFileDurably, type Component, type Logger, type LogLevel } from '@hostwire/runtime';
import { CollectorService, type Ready } from './collector-service.ts';
import { EmbeddedDatabase } from './embedded-database.ts';
import { LocalAgent } from './local-agent.ts';

export interface StackOptions {
  readonly config: CollectorConfig;
  readonly logger: Logger;
  readonly version: string;
  /** The program hostwire-agent; absent: no agent for this host (`hostwire collector run`). */
  readonly agentBin?: string;
  /** Of the agent of this host. */
  readonly logLevel: LogLevel;
  readonly readyFile?: string | undefined;
  /** One line to a person about what happens now. */
  readonly progress: (line: string) => void;
  /** Everything answers. */
  readonly onReady: (ready: Ready & { enrollCommand: string }) => void;
}

/**
 * Database (embedded unless an address is configured), collector, agent of this host: started in this order, stopped in
 * reverse. The collector is made when its database is there, since only then its address is known.
 */
export class Stack implements Component {
  readonly #options: StackOptions;
  readonly #lifecycle: Lifecycle;
  #config: CollectorConfig;
  /** Once it runs; undefined: an address of another server is configured. */
  #embedded: EmbeddedDatabase | undefined;
  #collector: CollectorService | undefined;
  #started = false;

  constructor(options: StackOptions) {
    this.#options = options;
    this.#config = options.config;
    this.#lifecycle = new Lifecycle({ logger: options.logger });
    if (options.config.clickhouse.url === undefined) this.#lifecycle.add('clickhouse', this.#database());
    this.#lifecycle.add('collector', this.#collectorPart());
    if (options.agentBin !== undefined) this.#lifecycle.add('agent', this.#agent(options.agentBin));
  }

  async start(): Promise<void> {
    await this.#lifecycle.start();
    this.#started = true;
    const collector = this.#running();
    const ready = await collector.ready();
    const { readyFile } = this.#options;
    if (readyFile !== undefined)
      await writeFileDurably(readyFile, `${JSON.stringify(ready)}\n`, { mode: 0o600 });
    this.#options.onReady({ ...ready, enrollCommand: (await collector.createToken()).enrollCommand });
  }

  /** Takes over what can be changed while it runs. Throws ALERTS_FILE_INVALID, and changes nothing then. */
  reload(config: CollectorConfig): void {
    this.#running().reload(config);
  }

  async stop(): Promise<void> {
    if (this.#started) this.#options.progress('stopping');
    // A collector that waits for its database ends that wait only when it is stopped itself.
    if (!this.#started) await this.#collector?.stop();
    await this.#lifecycle.stop();
  }

  #database(): Component {
    const { config, logger, progress } = this.#options;
    const database = new EmbeddedDatabase(config, logger.child({ component: 'clickhouse' }));
    return {
      start: async () => {
        progress('starting ClickHouse');
        await database.start();
        this.#config = database.connectedConfig();
        this.#embedded = database;
      },
      stop: () => database.stop(),
    };
  }

  #collectorPart(): Component {
    return {
      start: async () => {
        this.#options.progress('starting the collector');
        const embedded = this.#embedded;
        this.#collector = new CollectorService(this.#config, {
          ...this.#options,
          confinement: embedded?.confinement,
          backupFolder: embedded?.backupFolder,
          renewDatabasePasswords: embedded && (() => embedded.renewPasswords()),
        });
        await this.#collector.start();
      },
      stop: async () => this.#collector?.stop(),
    };
  }

  #agent(bin: string): Component {
    const agent = new LocalAgent({
      bin,
      stateDir: join(this.#config.data, 'agent'),
      collectorUrl: () => this.#running().localGateway,
      logLevel: this.#options.logLevel,
      createToken: async () => (await this.#running().createToken()).token,
      logger: this.#options.logger.child({ component: 'local-agent' }),
    });
    return {
      start: async () => {
        this.#options.progress('starting the agent of this host');
        await agent.start();
      },
      stop: () => agent.stop(),
    };
  }

  #running(): CollectorService {
    if (this.#collector === undefined) throw new Error('BUG: the collector was asked for before it started');
    return this.#collector;
  }
}
