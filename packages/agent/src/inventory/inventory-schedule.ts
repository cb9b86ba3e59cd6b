import type { Inventory } from '@hostwire/protocol';
import { toError, type Clock, type Logger } from '@hostwire/runtime';

const inventoryEveryMs = 24 * 3_600_000;

export interface InventoryScheduleOptions {
  readonly collect: (signal: AbortSignal) => Promise<Inventory>;
  readonly onInventory: (inventory: Inventory) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Collects the inventory of the host at the start and daily. */
export class InventorySchedule {
  readonly #options: InventoryScheduleOptions;
  readonly #stopped = new AbortController();
  #collectedMs = -Infinity;

  constructor(options: InventoryScheduleOptions) {
    this.#options = options;
  }

  /** Collects when it is time. */
  refresh(): void {
    const { clock, collect, onInventory, logger } = this.#options;
    const nowMs = clock.monoMs();
    if (nowMs - this.#collectedMs < inventoryEveryMs) return;
    this.#collectedMs = nowMs;
    collect(this.#stopped.signal).then(onInventory, (thrown: unknown) =>
      logger.warn({ err: toError(thrown) }, 'inventory failed'),
    );
  }

  /** Ends a collection that is under way. */
  stop(): void {
    this.#stopped.abort();
  }
}
