export interface LockHolder {
    readonly pid: number;
    /** Since boot, in the kernel's ticks; '' where there is no /proc. */
    readonly startTicks: string;
    readonly bootId: string;
}
/** Whether that very process is still there. */
export declare function isAlive(holder: LockHolder, bootId: string): boolean;
/** undefined: there is no lock, or nothing that can be read as one. */
export declare function readLock(path: string): LockHolder | undefined;
export declare class Lock {
    #private;
    private constructor();
    /** Throws HostwireError STATE_LOCKED, which names the pid of the holder. */
    static take(path: string, bootId: string): Lock;
    release(): void;
}
