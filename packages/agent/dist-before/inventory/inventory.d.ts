import type { Inventory } from '@hostwire/protocol';
import type { Logger } from '@hostwire/runtime';
export interface InventoryOptions {
    /** For all of it; what is not known by then stays as `os` and /proc tell it. */
    readonly timeoutMs: number;
    readonly logger: Logger;
    /** Ends it at once, for an agent that stops: what is known by then is the answer. */
    readonly signal?: AbortSignal;
    /** The program that prints the parts; another in tests. */
    readonly program?: string;
}
/** What this host is made of. Never rejects and never takes longer than the time-out and some ms. */
export declare function collectInventory({ timeoutMs, logger, signal, program, }: InventoryOptions): Promise<Inventory>;
