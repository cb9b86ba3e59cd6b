import type { BigIntStatsFs } from 'node:fs';
import type { Trouble } from '../source.ts';
import type { Mount } from './mountinfo.ts';
/**
 * Asks each mount for its capacity, never waiting long and never asking twice.
 *
 * A statfs on a dead server (NFS, FUSE) may hang for ever, cannot be cancelled, and holds one of the 4 threads that
 * the process has for all its file work. So:
 * - mounts are asked one after the other, each with a time-out;
 * - one that does not answer in time is *set aside*: it is not asked again while that call is pending. When the call
 *   returns at last, the mount is back in the next survey;
 * - while `maxHungCalls` are pending, only mounts on block devices are asked: dead remote mounts must not hide that
 *   the root file system is full. With `maxHungCallsLocal` pending (a disk died too) none is asked, which leaves
 *   a thread for the spool.
 *
 * Invariant: pending calls ≤ maxHungCallsLocal, at most one per mount. A process with a pending call cannot leave by
 * exit(3), which joins the threads: whoever ends the process looks for MOUNT_HUNG in the troubles and kills it.
 */
export declare const surveyLimits: {
    readonly answerMs: 1000;
    readonly maxHungCalls: 2;
    readonly maxHungCallsLocal: 3;
    readonly maxMounts: 512;
};
export type Statfs = (path: string) => Promise<Capacity>;
export type Capacity = Pick<BigIntStatsFs, 'bsize' | 'blocks' | 'bfree' | 'bavail' | 'files' | 'ffree'>;
export interface SurveyResult {
    readonly answers: readonly {
        readonly mount: Mount;
        readonly capacity: Capacity;
    }[];
    readonly troubles: readonly Trouble[];
}
export declare class MountSurvey {
    #private;
    constructor({ statfs, answerMs }: {
        statfs: Statfs;
        answerMs?: number;
    });
    /** Never rejects. Takes at most answerMs for each mount that is not set aside yet. */
    run(mounts: readonly Mount[]): Promise<SurveyResult>;
}
