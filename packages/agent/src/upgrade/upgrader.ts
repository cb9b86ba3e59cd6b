/**
 * Replaces this agent by a newer one, when the collector says that it may: the operator switched `upgrade` on for the host
 * or a label of it.
 *
 *   idle ──a newer version is offered──► waiting ──its turn──► fetching ──verified, on trial──► restart
 *                                           ▲                     │
 *                                           └──── retryable ──────┴── else: failed, until another version is offered
 *
 * Invariants
 *   - Nothing is started that the release key of this agent did not sign, and no older version.
 *   - This process starts nothing: it puts the version on trial and stops in order; the launcher starts what comes next.
 *   - A version that failed is not tried again while it stays offered. Withdrawing the offer forgets the failure.
 * Limits: one fetch at a time; at most one program beside the current one.
 */
import type { KeyObject } from 'node:crypto';
import { renameSync } from 'node:fs';
import { compareVersions, verifyManifest, type UpgradeReport } from '@hostwire/protocol';
import { errorCode, fullJitterMs, HostwireError, toError, type Logger } from '@hostwire/runtime';
import type { AgentUpgrader } from './agent-upgrader.ts';
import type { ProgramFolder } from './program-folder.ts';
import type { ReleaseSource } from './release-source.ts';

/** A fleet that is allowed all at once fetches spread over this time, and again after this when the collector is busy. */
const spreadMs = 60_000;

export interface UpgraderOptions {
  readonly folder: ProgramFolder;
  /** Of this program. */
  readonly version: string;
  /** The name of this host's program in a manifest. */
  readonly program: string;
  readonly publicKey: KeyObject;
  readonly source: ReleaseSource;
  readonly report: (report: UpgradeReport) => void;
  /** Ends this process in order. */
  readonly restart: () => void;
  readonly logger: Logger;
  readonly random?: () => number;
}

export class Upgrader implements AgentUpgrader {
  readonly #options: UpgraderOptions;
  #offered: string | undefined;
  #report: UpgradeReport | undefined;
  #fetching: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isConfirmed = false;

  constructor(options: UpgraderOptions) {
    this.#options = options;
    options.folder.tidy();
  }

  /** How the last upgrade goes or went; undefined: none is offered. */
  get report(): UpgradeReport | undefined {
    return this.#report;
  }

  /** A session is open: a version on trial has shown that it works. */
  async reachedCollector(): Promise<void> {
    const { folder, version, logger } = this.#options;
    if (this.#isConfirmed) return;
    this.#isConfirmed = true;
    if (folder.trying !== version) return;
    await folder.confirm(version);
    logger.info({ version }, 'upgraded: this version reached the collector and stays');
  }

  /** What the collector's settings say, each time that they come; undefined: stay as you are. */
  offered(version: string | undefined): void {
    const { folder, version: own } = this.#options;
    const offer = version === own ? undefined : version;
    if (offer !== undefined && offer === this.#offered) return this.#repeat();
    this.stop();
    this.#offered = offer;
    this.#report = undefined;
    if (offer === undefined) return version === undefined ? folder.forgetFailure() : undefined;
    const { failed } = folder;
    if (failed?.version === offer) return this.#say('failed', failed.reason);
    if (!(compareVersions(offer, own) > 0))
      return this.#say('failed', `it is not newer than ${own}, which runs here`);
    this.#wait(offer);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#fetching?.abort();
    this.#fetching = undefined;
  }

  #wait(version: string): void {
    const { random = Math.random } = this.#options;
    this.#say('fetching');
    const delayMs = fullJitterMs(0, { baseMs: spreadMs, capMs: spreadMs, random });
    this.#timer = setTimeout(() => void this.#upgrade(version), delayMs);
  }

  async #upgrade(version: string): Promise<void> {
    const fetching = new AbortController();
    this.#fetching = fetching;
    try {
      await this.#fetch(version, fetching.signal);
      if (fetching.signal.aborted) return;
      await this.#options.folder.begin(version);
      this.#options.logger.info({ version }, 'a newer version is verified: stopping, so that it starts');
      this.#say('starting');
      this.#options.restart();
    } catch (thrown) {
      if (!fetching.signal.aborted) await this.#failed(version, toError(thrown));
    }
  }

  async #fetch(version: string, signal: AbortSignal): Promise<void> {
    const { folder, source, publicKey, program: name } = this.#options;
    const manifest = verifyManifest(await source.manifest(signal), publicKey);
    if (manifest.version !== version)
      throw new HostwireError('RELEASE_CHANGED', `the manifest is of ${manifest.version}`, {
        retryable: true,
      });
    const program = manifest.programs.get(name);
    if (program === undefined) throw new HostwireError('PROGRAM_MISSING', `the release has no ${name}`);
    const path = folder.programPath(version);
    await source.program(name, program, { path: `${path}.tmp`, signal });
    renameSync(`${path}.tmp`, path);
  }

  async #failed(version: string, error: Error): Promise<void> {
    const { folder, logger } = this.#options;
    if (isPassing(error)) {
      logger.info({ version, detail: error.message }, 'upgrade is put off');
      this.#wait(version);
      return;
    }
    logger.warn({ version, err: error }, 'upgrade failed: this version stays');
    folder.tidy();
    await folder.fail({ version, reason: error.message });
    this.#say('failed', error.message);
  }

  #say(state: UpgradeReport['state'], detail = ''): void {
    this.#report = { type: 'upgrade_report', version: this.#offered ?? '', state, detail };
    this.#repeat();
  }

  #repeat(): void {
    if (this.#report !== undefined) this.#options.report(this.#report);
  }
}

/** What ends a connection half way. */
const brokenConnection = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE']);

function isPassing(error: Error): boolean {
  return error instanceof HostwireError ? error.retryable : brokenConnection.has(errorCode(error));
}
