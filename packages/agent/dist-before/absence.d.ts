import type { GapReason } from '@hostwire/protocol';
import type { PreviousRun } from './spool/note.ts';
/** Between these instants there are no samples, and why. */
export interface Absence {
    readonly reason: GapReason;
    readonly fromMs: number;
    readonly toMs: number;
}
/** The facts about the time before this run; `lastSampleMs` is the newest sample on the disk. */
export interface AbsenceFacts {
    readonly previousRun: PreviousRun | undefined;
    readonly lastSampleMs: number | undefined;
    readonly bootId: string;
    readonly firstSampleMs: number;
}
/** Why the agent was away: undefined for the first run on a spool. */
export declare function absenceBefore({ previousRun, lastSampleMs, bootId, firstSampleMs, }: AbsenceFacts): Absence | undefined;
/** The clocks of one sample. */
export interface SampleClocks {
    readonly tsMs: number;
    readonly monoMs: number;
}
/**
 * What happened between two samples of one run: the host slept (or this process was frozen), or the wall clock was
 * set. undefined when they simply follow each other.
 */
export declare function absenceBetween(before: SampleClocks, after: SampleClocks, intervalMs: number): Absence | undefined;
