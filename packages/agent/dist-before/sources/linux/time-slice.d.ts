/** Cuts a long loop of short synchronous reads into pieces: `if (slice.usedUp()) await slice.next()`. */
export declare class TimeSlice {
    #private;
    constructor(nowMs?: () => number);
    usedUp(): boolean;
    /** When everything else that waits had its turn. */
    next(): Promise<void>;
}
