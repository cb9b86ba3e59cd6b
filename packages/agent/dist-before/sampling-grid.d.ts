/**
 * The phase of an agent in the second: fixed, between 100 and 900 ms, so that agents spread over the second and a timer
 * that is a little late stays in it.
 */
export declare function phaseOf(agentId: string): number;
/**
 * The first instant after `nowMs` on the grid of this interval and phase. A timer that fired a few ms early is not given
 * the same instant again: less than half an interval is skipped.
 */
export declare function nextInstantMs(nowMs: number, intervalMs: number, phaseMs: number): number;
