/**
 * Reads the marks of sequences that this process does not know, many in one query.
 *
 * A mark is true only while the lease is ours: a read that another lease overtook is thrown away and made again. Reads
 * wait while there is no lease, and start again when `resume()` tells that there is one. After a failed read the next
 * waits with back-off. One query at a time, of at most `maxKeys` sequences.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { fullJitterMs, HostwireError, toError, type Logger } from '@hostwire/runtime';
import { noMark, sequenceKey, type Mark } from '../intake/sequence.ts';

const marksReaderLimits = {
  maxKeys: 1_000,
  /** Who asks within that time shares a query: a fleet that returns is not to keep the database busy with small ones. */
  gatherMs: 50,
  backoff: { baseMs: 200, capMs: 5_000 },
} as const;

export interface SequenceKey {
  readonly agentId: string;
  readonly epoch: string;
}

export interface MarksReaderOptions {
  readonly readMarks: (keys: SequenceKey[]) => Promise<ReadonlyMap<string, Mark>>;
  /** Changes whenever the lease does; undefined while there is none. */
  readonly leaseTurn: () => number | undefined;
  readonly logger: Logger;
}

interface Reading {
  readonly key: SequenceKey;
  readonly resolve: (mark: Mark) => void;
  readonly reject: (error: Error) => void;
}

export class MarksReader {
  readonly #options: MarksReaderOptions;
  #waiting: Reading[] = [];
  #reading = false;
  #failures = 0;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: MarksReaderOptions) {
    this.#options = options;
  }

  /** Rejects only when the reader is stopped. */
  read(key: SequenceKey): Promise<Mark> {
    if (this.#stopped) return Promise.reject(stoppedError());
    const mark = new Promise<Mark>((resolve, reject) => this.#waiting.push({ key, resolve, reject }));
    this.resume();
    return mark;
  }

  /** There is a lease (again). */
  resume(): void {
    const isIdle = !this.#reading && !this.#stopped && this.#retry === undefined;
    if (!isIdle || this.#waiting.length === 0 || this.#options.leaseTurn() === undefined) return;
    this.#reading = true;
    void this.#readAll().finally(() => {
      this.#reading = false;
      this.resume(); // the lease may have come back while this read was ending
    });
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
    for (const { reject } of this.#waiting.splice(0)) reject(stoppedError());
  }

  async #readAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await delay(marksReaderLimits.gatherMs);
      const turn = this.#options.leaseTurn();
      if (turn === undefined || this.#isStopped()) return;
      const readings = this.#waiting.splice(0, marksReaderLimits.maxKeys);
      const marks = await this.#attempt(readings.map(({ key }) => key));
      if (marks === undefined || this.#options.leaseTurn() !== turn) this.#waiting.unshift(...readings);
      else
        for (const { key, resolve } of readings)
          resolve(marks.get(sequenceKey(key.agentId, key.epoch)) ?? noMark);
      if (this.#isStopped()) this.stop();
      if (marks === undefined) return;
    }
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  async #attempt(keys: SequenceKey[]): Promise<ReadonlyMap<string, Mark> | undefined> {
    try {
      const marks = await this.#options.readMarks(keys);
      this.#failures = 0;
      return marks;
    } catch (error) {
      if (this.#failures === 0)
        this.#options.logger.warn({ err: toError(error) }, 'marks cannot be read: trying again');
      this.#retry = setTimeout(
        () => {
          this.#retry = undefined;
          this.resume();
        },
        fullJitterMs(this.#failures++, marksReaderLimits.backoff),
      );
      return undefined;
    }
  }
}

export function stoppedError(): HostwireError {
  return new HostwireError('COMMITTER_STOPPED', 'the collector is stopping', { retryable: true });
}
