/**
 * Stores what hosts say about themselves, when it changed. Not part of the sequence of batches and not acknowledged: an
 * agent sends its inventory in every session, so what is lost here comes again.
 *
 * The newest inventory of each agent waits until it is written, one write at a time; an agent's next one waits at least
 * `minIntervalMs`. Limits: one inventory per agent in session; beyond `maxWaiting` agents further ones are not taken.
 */
import { createHash } from 'node:crypto';
import type { Inventory } from '@hostwire/protocol';
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import type { AgentRow, InventoryRow } from '@hostwire/storage';

const inventoryLimits = {
  minIntervalMs: 10_000,
  maxWaiting: 10_000,
  tickMs: 1_000,
  retryMs: 10_000,
} as const;

export interface InventoryRecorderOptions {
  readonly write: (row: InventoryRow) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Known {
  readonly hash: string;
  readonly writtenMs: number;
}

export class InventoryRecorder {
  readonly #options: InventoryRecorderOptions;
  readonly #known = new Map<string, Known>();
  readonly #waiting = new Map<string, { readonly row: InventoryRow; readonly hash: string }>();
  #ticker: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #notBeforeMs = -Infinity;
  #written = 0;

  constructor(options: InventoryRecorderOptions) {
    this.#options = options;
  }

  /** How many were stored since the start. */
  get written(): number {
    return this.#written;
  }

  async start(): Promise<void> {
    this.#ticker ??= setInterval(() => this.#tick(), inventoryLimits.tickMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#ticker);
    await this.#writing;
  }

  offer({ agentId, host }: AgentRow, inventory: Inventory): void {
    const hash = createHash('sha256').update(JSON.stringify(inventory)).digest('hex');
    if (this.#known.get(agentId)?.hash === hash) return void this.#waiting.delete(agentId);
    if (!this.#waiting.has(agentId) && this.#waiting.size >= inventoryLimits.maxWaiting) {
      this.#options.logger.warn({ agentId, host }, 'too many inventories wait: one is not taken');
      return;
    }
    this.#waiting.set(agentId, {
      row: { agentId, host, receivedMs: this.#options.clock.nowMs(), inventory },
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
    const { clock, write, logger } = this.#options;
    for (const [agentId, { row, hash }] of [...this.#waiting]) {
      const writtenMs = this.#known.get(agentId)?.writtenMs ?? -Infinity;
      if (clock.monoMs() - writtenMs < inventoryLimits.minIntervalMs) continue;
      try {
        await write(row);
      } catch (error) {
        logger.warn({ err: toError(error) }, 'inventories cannot be stored: trying again later');
        this.#notBeforeMs = clock.monoMs() + inventoryLimits.retryMs;
        return;
      }
      this.#written++;
      this.#known.set(agentId, { hash, writtenMs: clock.monoMs() });
      if (this.#waiting.get(agentId)?.hash === hash) this.#waiting.delete(agentId);
    }
  }
}
