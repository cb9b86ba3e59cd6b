/** How often what changes slowly, or costs more, is read. */
export declare const slowIntervalMs = 10000;
/** Says when something that is not part of every sample is due; at first at once, or `firstAfterMs` after being asked. */
export declare class Cadence {
    #private;
    constructor({ intervalMs, firstAfterMs }?: {
        intervalMs?: number | undefined;
        firstAfterMs?: number | undefined;
    });
    /** Whether it is due; then the next time is one interval from now. */
    due(monoMs: number): boolean;
    /** Starts over. */
    forget(): void;
}
