import { toError, type Clock, type Component, type Logger } from '@hostwire/runtime';
import type { CollectorRow } from '@hostwire/storage';

/** So often a collector says that it is there. */
const everyMs = 30_000;

export interface CollectorReportOptions {
  readonly identity: Pick<CollectorRow, 'collector' | 'process' | 'version' | 'startedMs'>;
  readonly figures: () => {
    readonly gateway: string;
    readonly agents: number;
    readonly samplesCommitted: number;
    readonly commitDelayMs: { readonly p50: number | null; readonly p99: number | null };
  };
  readonly write: (row: CollectorRow) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Tells the other collectors, and who looks at the system page, that this one is there and how it does. */
export class CollectorReport implements Component {
  readonly #options: CollectorReportOptions;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #before: { readonly samples: number; readonly atMs: number };

  constructor(options: CollectorReportOptions) {
    this.#options = options;
    this.#before = { samples: 0, atMs: options.clock.monoMs() };
  }

  async start(): Promise<void> {
    this.#say();
    this.#timer = setInterval(() => this.#say(), everyMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
  }

  /** One word at a time: none is added while the database does not answer. */
  #say(): void {
    this.#writing ??= this.#write()
      .catch((error: unknown) =>
        this.#options.logger.debug({ err: toError(error) }, 'the collector could not say that it is there'),
      )
      .finally(() => (this.#writing = undefined));
  }

  async #write(): Promise<void> {
    const { identity, figures, write, clock } = this.#options;
    const { samplesCommitted, commitDelayMs, gateway, agents } = figures();
    const atMs = clock.monoMs();
    const seconds = Math.max(1, (atMs - this.#before.atMs) / 1_000);
    const samplesPerS = (samplesCommitted - this.#before.samples) / seconds;
    this.#before = { samples: samplesCommitted, atMs };
    const { p50: delayP50Ms, p99: delayP99Ms } = commitDelayMs;
    const figured = { gateway, agents, samplesPerS, delayP50Ms, delayP99Ms };
    await write({ ...identity, ...figured, seenMs: clock.nowMs() });
  }
}
