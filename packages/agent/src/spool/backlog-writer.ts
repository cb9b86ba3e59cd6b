import type { Backlog, ChainEnd } from './backlog.ts';
import type { SpoolRecord } from './record.ts';

/** Of one write. */
const writeLimitBytes = 1024 * 1024;

export interface BacklogWriterOptions {
  /** Changes when an epoch begins. */
  readonly backlog: () => Backlog;
  /** Resolves to whether the records are on the disk; `end` is what comes before them. */
  readonly store: (records: SpoolRecord[], end: ChainEnd) => Promise<boolean>;
  /** Everything up to the start of the backlog is on the disk. */
  readonly onStored: () => void;
}

/** Writes the backlog to the disk, in its order, one write at a time. */
export class BacklogWriter {
  readonly #options: BacklogWriterOptions;
  #writing: Promise<void> | undefined;

  constructor(options: BacklogWriterOptions) {
    this.#options = options;
  }

  /** Writes until it is empty or the disk refuses. Callers at the same time share one run. */
  write(): Promise<void> {
    if (this.#options.backlog().isEmpty) return this.idle();
    this.#writing ??= this.#drain();
    return this.#writing;
  }

  /** Resolves when no write is under way. */
  idle(): Promise<void> {
    return this.#writing ?? Promise.resolve();
  }

  async #drain(): Promise<void> {
    const { backlog, store, onStored } = this.#options;
    try {
      while (!backlog().isEmpty) {
        const end = backlog().start;
        const isStored = await store(backlog().take(writeLimitBytes), end);
        if (!isStored) break;
        backlog().remove();
        onStored();
      }
    } finally {
      backlog().putBack();
      this.#writing = undefined;
    }
  }
}
