import { createHash } from 'node:crypto';
const earliestMs = 100;
const latestMs = 900;
/**
 * The phase of an agent in the second: fixed, between 100 and 900 ms, so that agents spread over the second and a timer
 * that is a little late stays in it.
 */
export function phaseOf(agentId) {
    const hash = createHash('sha256').update(agentId).digest();
    return earliestMs + (hash.readUInt32LE(0) % (latestMs - earliestMs));
}
/**
 * The first instant after `nowMs` on the grid of this interval and phase. A timer that fired a few ms early is not given
 * the same instant again: less than half an interval is skipped.
 */
export function nextInstantMs(nowMs, intervalMs, phaseMs) {
    const offset = phaseMs % intervalMs;
    const next = Math.floor((nowMs - offset) / intervalMs) * intervalMs + intervalMs + offset;
    return next - nowMs < Math.min(50, intervalMs / 2) ? next + intervalMs : next;
}
//# sourceMappingURL=sampling-grid.js.map