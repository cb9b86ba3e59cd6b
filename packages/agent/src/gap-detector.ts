import { gapIntervals, type GapReason } from '@hostwire/protocol';
import type { PreviousRun } from './spool/note.ts';

/** Between these instants there are no samples, and why. */
export interface DetectedGap {
  readonly reason: GapReason;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The facts about the time before this run; `lastSampleMs` is the newest sample on the disk. */
export interface PreviousRunFacts {
  readonly previousRun: PreviousRun | undefined;
  readonly lastSampleMs: number | undefined;
  readonly bootId: string;
  readonly firstSampleMs: number;
}

/** Why the agent was away: undefined for the first run on a spool. */
export function gapBefore({
  previousRun,
  lastSampleMs,
  bootId,
  firstSampleMs,
}: PreviousRunFacts): DetectedGap | undefined {
  if (previousRun === undefined || lastSampleMs === undefined) return undefined;
  const sameBoot = previousRun.bootId === bootId;
  const reason = !sameBoot ? 'host_off' : previousRun.stopped ? 'agent_stopped' : 'agent_killed';
  return { reason, fromMs: lastSampleMs, toMs: Math.max(lastSampleMs, firstSampleMs) };
}

/** The clocks of one sample. */
export interface SampleClocks {
  readonly tsMs: number;
  readonly monoMs: number;
}

/** The wall clock may be slewed by this much between two samples without a word. */
const wallStepMs = 2_000;

/**
 * What happened between two samples of one run: the host slept (or this process was frozen), or the wall clock was
 * set. undefined when they simply follow each other.
 */
export function gapBetween(
  before: SampleClocks,
  after: SampleClocks,
  intervalMs: number,
): DetectedGap | undefined {
  const monoMs = after.monoMs - before.monoMs;
  const wallMs = after.tsMs - before.tsMs;
  const [fromMs, toMs] = [before.tsMs, Math.max(before.tsMs, after.tsMs)];
  const longestMs = gapIntervals.reason * intervalMs;
  if (Math.abs(wallMs - monoMs) > wallStepMs) {
    return {
      reason: 'clock_jump',
      fromMs: wallMs < 0 ? after.tsMs : fromMs,
      toMs: wallMs < 0 ? after.tsMs : toMs,
    };
  }
  if (monoMs > longestMs) return { reason: 'suspended', fromMs, toMs };
  return wallMs > longestMs ? { reason: 'clock_jump', fromMs, toMs } : undefined;
}
