/** Why the agent was away: undefined for the first run on a spool. */
export function absenceBefore({ previousRun, lastSampleMs, bootId, firstSampleMs, }) {
    if (previousRun === undefined || lastSampleMs === undefined)
        return undefined;
    const sameBoot = previousRun.bootId === bootId;
    const reason = !sameBoot ? 'host_off' : previousRun.stopped ? 'agent_stopped' : 'agent_killed';
    return { reason, fromMs: lastSampleMs, toMs: Math.max(lastSampleMs, firstSampleMs) };
}
/** The wall clock may be slewed by this much between two samples without a word. */
const wallStepMs = 2_000;
/**
 * Longer than this many intervals without a sample, by either clock: not a late timer any more. Below the 2.5 of the
 * view `coverage`, so that every hole it shows has its reason.
 */
const skippedIntervals = 2.25;
/**
 * What happened between two samples of one run: the host slept (or this process was frozen), or the wall clock was
 * set. undefined when they simply follow each other.
 */
export function absenceBetween(before, after, intervalMs) {
    const monoMs = after.monoMs - before.monoMs;
    const wallMs = after.tsMs - before.tsMs;
    const [fromMs, toMs] = [before.tsMs, Math.max(before.tsMs, after.tsMs)];
    const longestMs = skippedIntervals * intervalMs;
    if (Math.abs(wallMs - monoMs) > wallStepMs) {
        return {
            reason: 'clock_jump',
            fromMs: wallMs < 0 ? after.tsMs : fromMs,
            toMs: wallMs < 0 ? after.tsMs : toMs,
        };
    }
    if (monoMs > longestMs)
        return { reason: 'suspended', fromMs, toMs };
    return wallMs > longestMs ? { reason: 'clock_jump', fromMs, toMs } : undefined;
}
//# sourceMappingURL=absence.js.map