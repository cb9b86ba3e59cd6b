type Ending = 'finished' | 'failed' | 'timed_out' | 'flooded' | 'aborted';
export interface InventoryOutput {
    readonly ending: Ending;
    readonly output: string;
    /** The end of what it wrote to standard error, for the log. */
    readonly errorOutput: string;
}
/** From src/inventory and from dist/inventory alike. */
export declare const inventoryChild: string;
export interface InventoryRun {
    readonly timeoutMs: number;
    /** Ends the child at once, for an agent that stops. */
    readonly signal?: AbortSignal | undefined;
}
/** Never rejects. Resolves within `timeoutMs`. */
export declare function runInventory(program: string, { timeoutMs, signal }: InventoryRun): Promise<InventoryOutput>;
export {};
