import { mkdir } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { requirePrivateFolder, type Clock, type Logger } from '@hostwire/runtime';
import type { AgentTables } from './agent-tables.ts';
import type { GatewayAddress } from './api/ports.ts';
import type { CollectorConfig } from './config.ts';
import type { AgentDownloads } from './downloads/agent-downloads.ts';
import { installScript } from './downloads/install-script.ts';
import { GatewayKeys } from './gateway/gateway-keys.ts';
import { Gateway } from './gateway/gateway.ts';
import type { Ingest } from './ingest.ts';
import { reachableAddress } from './reachable-address.ts';

export interface AgentEndpointOptions {
  readonly config: CollectorConfig;
  /** Of the program, for people. */
  readonly version: string;
  readonly agents: AgentTables;
  readonly ingest: Pick<Ingest, 'intake' | 'committer'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Where agents reach the collector: its keys, its gateway, and the script that installs an agent from there.
 *
 *   idle ──loadKeys──► keyed ──open──► open ──close──► closed to new connections ──stop──► stopped
 */
export class AgentEndpoint {
  readonly #options: AgentEndpointOptions;
  /** Good after loadKeys(). */
  readonly keys: GatewayKeys;
  readonly #downloads: AgentDownloads;
  #gateway: Gateway | undefined;

  constructor(options: AgentEndpointOptions) {
    this.#options = options;
    const { config, agents, clock, logger } = options;
    const { certificateFile, keyFile, agentKeyAge } = config.gateway;
    this.keys = new GatewayKeys({
      folder: join(config.data, 'collector'),
      registry: agents.registry,
      sessions: agents.sessions,
      maxAgeMs: agentKeyAge,
      files:
        certificateFile === undefined || keyFile === undefined ? undefined : { certificateFile, keyFile },
      clock,
      logger: logger.child({ component: 'keys' }),
    });
    this.#downloads = agents.downloads;
  }

  async loadKeys(): Promise<void> {
    const { config } = this.#options;
    await mkdir(config.data, { recursive: true, mode: 0o700 });
    requirePrivateFolder(config.data);
    await this.keys.load();
  }

  /** wss://HOST:PORT, or the address that the configuration gives. */
  get url(): string {
    const { host, port, publicUrl } = this.#options.config.gateway;
    const address = reachableAddress(host, networkInterfaces());
    return publicUrl ?? `wss://${address}:${this.#gateway?.port ?? port}`;
  }

  get address(): GatewayAddress {
    return { url: this.url, pin: this.keys.current.pin, installs: this.#downloads.checksums() !== '' };
  }

  async open(): Promise<void> {
    const { config, agents, ingest, clock, logger } = this.#options;
    const { gateway, limits } = config;
    this.#gateway = new Gateway({
      keys: () => this.keys.current,
      nextPin: () => this.keys.current.nextPin,
      keyExchange: this.keys.exchange,
      registry: agents.registry,
      sessions: agents.sessions,
      identities: agents.identities,
      settings: agents.settings,
      intake: ingest.intake,
      committer: ingest.committer,
      clock,
      logger: logger.child({ component: 'gateway' }),
      onReport: (agent, frame) => agents.note(agent, frame),
      onClone: (agent, report) => agents.identities.report(agent, report),
      host: gateway.host,
      port: gateway.port,
      maxConnections: limits.connections,
      maxConnectionsPerAddress: limits.connectionsPerAddress,
      loginsPerSecond: limits.loginsPerSecond,
      downloads: { downloads: this.#downloads, script: () => this.#installScript() },
    });
    await this.#gateway.start();
    this.keys.onChanged((keys) => this.#gateway?.useKeys(keys));
    await this.keys.start();
    logger.info({ url: this.url, pin: this.keys.current.pin }, 'gateway listening');
  }

  /** Nothing more is taken in; sessions stay, so that what is queued can be acknowledged. */
  async close(): Promise<void> {
    await this.keys.stop();
    this.#gateway?.close();
    this.#options.ingest.intake.close();
  }

  /** Sends every session away. */
  async stop(): Promise<void> {
    await this.#gateway?.stop();
  }

  /** undefined: no executables of the agent are there. */
  #installScript(): string | undefined {
    const checksums = this.#downloads.checksums();
    if (checksums === '') return undefined;
    const { version } = this.#options;
    return installScript({ gatewayUrl: this.url, pin: this.keys.current.pin, version, checksums });
  }
}
