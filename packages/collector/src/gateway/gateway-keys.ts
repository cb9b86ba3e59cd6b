/**
 * The keys by which agents and this collector know each other: what there is, who knows what, and how each is replaced while
 * everybody stays connected. Starts with the gateway, and stops with it; `load` comes before.
 *
 * A key of one's own that changes is announced like one that was made here, and takes over by itself when every agent knows it.
 */
import { X509Certificate } from 'node:crypto';
import type { Clock, Logger } from '@hostwire/runtime';
import { CertificateFiles, type CertificatePaths } from '../keys/certificate-files.ts';
import type { CollectorKeys } from '../keys/collector-keys.ts';
import { ServerKeys } from '../keys/server-keys.ts';
import type { AgentRow } from '@hostwire/storage';
import { AgentKeyTable } from '../registry/agent-key-table.ts';
import type { Registry } from '../registry/registry.ts';
import { KeyExchange, type KeyExchangeOptions } from './key-exchange.ts';

export interface GatewayKeysOptions {
  readonly folder: string;
  readonly registry: Registry;
  readonly sessions: KeyExchangeOptions['sessions'];
  readonly maxAgeMs: number;
  /** A certificate of one's own; absent: one is made. */
  readonly files?: CertificatePaths | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface GatewayKeyState {
  readonly pin: string;
  readonly madeMs: number;
  readonly issuer: string;
  /** When the certificate ends, in ms. Agents look at the key alone. */
  readonly expiresMs: number;
  /** `unaware`: host names of agents that do not know it yet. */
  readonly next: { readonly pin: string; readonly madeMs: number; readonly unaware: string[] } | null;
}

export class GatewayKeys {
  readonly exchange: KeyExchange;
  readonly #agents: AgentKeyTable;
  readonly #options: GatewayKeysOptions;
  readonly #files: CertificateFiles | undefined;
  #keys: ServerKeys | undefined;
  #isOwnNext = false;
  #ticker: NodeJS.Timeout | undefined;

  constructor(options: GatewayKeysOptions) {
    const { files, logger } = options;
    this.#options = options;
    this.#agents = new AgentKeyTable(options);
    this.exchange = new KeyExchange({ ...options, keys: this.#agents, nextPin: () => this.current.nextPin });
    if (files !== undefined)
      this.#files = new CertificateFiles(files, { logger, use: (pair) => this.#adopt(pair, files) });
  }

  /** Throws as loadKeys. */
  async load(): Promise<void> {
    const { folder, clock } = this.#options;
    this.#keys = await ServerKeys.load({ folder, nowMs: () => clock.nowMs() });
  }

  /** After the registry. Throws as CertificateFiles. */
  async start(): Promise<void> {
    await this.#files?.start();
    await this.#switchOwn();
    await this.exchange.start();
    this.#ticker = setInterval(() => void this.#switchOwn(), 1_000);
  }

  async stop(): Promise<void> {
    clearInterval(this.#ticker);
    await this.#files?.stop();
    await this.exchange.stop();
  }

  /** Looks now whether a certificate of one's own changed; it does so by itself every ten seconds. */
  async look(): Promise<void> {
    await this.#files?.look();
    await this.#switchOwn();
  }

  /** After load(). */
  get current(): CollectorKeys {
    return this.#loaded.current;
  }

  /** New connections are opened with another key or certificate. */
  onChanged(listener: (keys: CollectorKeys) => void): void {
    this.#loaded.onChanged(listener);
  }

  async state(): Promise<GatewayKeyState> {
    const { certificate, pin, nextPin } = this.current;
    const { issuer, validTo } = new X509Certificate(certificate);
    const [madeMs = 0, nextMadeMs = 0] = await Promise.all([
      this.#loaded.madeMs('server'),
      this.#loaded.madeMs('next'),
    ]);
    const unaware = this.exchange.unaware().map(({ host }) => host);
    const next = nextPin === '' ? null : { pin: nextPin, madeMs: nextMadeMs, unaware: unaware.toSorted() };
    return { pin, madeMs, issuer, expiresMs: Date.parse(validTo), next };
  }

  /** Has an agent replace its key, at once if it is connected. Throws AGENT_UNKNOWN, AGENT_REVOKED. */
  async renewAgent(idOrHost: string, by: { actor: string }): Promise<AgentRow> {
    const agent = await this.#agents.ask(idOrHost, by);
    this.exchange.tick();
    return agent;
  }

  /** Makes the next key, if there is none, and tells every agent that is connected. */
  async announce(): Promise<void> {
    await this.#loaded.prepare();
    this.exchange.tick();
  }

  /** Puts the next key in the place of the present one; sessions go on. Throws KEY_NEXT_MISSING. */
  async switch(): Promise<void> {
    await this.#loaded.switch();
    this.#options.logger.info({ pin: this.current.pin }, 'the key of the gateway is another one');
  }

  async #adopt(pair: { privateKey: string; certificate: string }, files: CertificatePaths): Promise<void> {
    const became = await this.#loaded.adopt(pair, `${files.certificateFile} and ${files.keyFile}`);
    this.#isOwnNext = became === 'next';
    this.#options.logger.info({ became }, "a certificate of one's own was read");
    this.exchange.tick();
  }

  async #switchOwn(): Promise<void> {
    if (!this.#isOwnNext || this.exchange.unaware().length > 0) return;
    this.#isOwnNext = false;
    await this.switch();
  }

  get #loaded(): ServerKeys {
    if (this.#keys === undefined) throw new Error('BUG: keys were asked for before they were loaded');
    return this.#keys;
  }
}
