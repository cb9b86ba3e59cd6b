/**
 * Stores the newest of what hosts say about themselves (their inventory, what cannot be read), when it changed. Not part of
 * the sequence of batches and not acknowledged: an agent says it in every session, so what is lost here comes again.
 *
 * The newest of each agent waits until it is written, one write at a time; an agent's next one waits at least
 * `minIntervalMs`. Limits: one per agent in session; beyond `maxWaiting` agents further ones are not taken.
 */
import { createHash } from 'node:crypto';
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import type { AgentRow } from '@hostwire/storage';

const recorderLimits = {
  minIntervalMs: 10_000,
  maxWaiting: 10_000,
  tickMs: 1_000,
  retryMs: 10_000,
} as const;

export interface Reported<Content> {
  readonly agentId: string;
  readonly host: string;
  readonly receivedMs: number;
  readonly content: Content;
}

export interface NewestRecorderOptions<Content> {
  /** For the log. */
  readonly what: 'inventories' | 'issues';
  readonly write: (row: Reported<Content>) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Known {
  readonly hash: string;
  readonly writtenMs: number;
}

export class NewestRecorder<Content> {
  readonly #options: NewestRecorderOptions<Content>;
  readonly #known = new Map<string, Known>();
  readonly #waiting = new Map<string, { readonly row: Reported<Content>; readonly hash: string }>();
  #ticker: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #notBeforeMs = -Infinity;
  #written = 0;

  constructor(options: NewestRecorderOptions<Content>) {
    this.#options = options;
  }

  /** How many were stored since the start. */
  get written(): number {
    return this.#written;
  }

  async start(): Promise<void> {
    this.#ticker ??= setInterval(() => this.#tick(), recorderLimits.tickMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#ticker);
    await this.#writing;
  }

  offer({ agentId, host }: AgentRow, content: Content): void {
    const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
    if (this.#known.get(agentId)?.hash === hash) return void this.#waiting.delete(agentId);
    if (!this.#waiting.has(agentId) && this.#waiting.size >= recorderLimits.maxWaiting) {
      this.#options.logger.warn(
        { agentId, host, what: this.#options.what },
        'too much waits to be stored: one is not taken',
      );
      return;
    }
    this.#waiting.set(agentId, {
      row: { agentId, host, receivedMs: this.#options.clock.nowMs(), content },
      hash,
    });
    this.#tick();
  }

  forget(agentId: string): void {
    this.#known.delete(agentId);
    this.#waiting.delete(agentId);
  }

  #tick(): void {
    if (this.#options.clock.monoMs() < this.#notBeforeMs) return;
    this.#writing ??= this.#writeDue().finally(() => (this.#writing = undefined));
  }

  async #writeDue(): Promise<void> {
    const { clock, write, what, logger } = this.#options;
    for (const [agentId, { row, hash }] of [...this.#waiting]) {
      const writtenMs = this.#known.get(agentId)?.writtenMs ?? -Infinity;
      if (clock.monoMs() - writtenMs < recorderLimits.minIntervalMs) continue;
      try {
        await write(row);
      } catch (error) {
        logger.warn({ err: toError(error), what }, 'what hosts say cannot be stored: trying again later');
        this.#notBeforeMs = clock.monoMs() + recorderLimits.retryMs;
        return;
      }
      this.#written++;
      this.#known.set(agentId, { hash, writtenMs: clock.monoMs() });
      if (this.#waiting.get(agentId)?.hash === hash) this.#waiting.delete(agentId);
    }
  }
}
