/** /proc/PID/stat, as far as it is used. */
export interface ProcessStat {
    /** comm: the first 15 bytes of the program's name, or what the process calls itself. */
    readonly program: string;
    /** One letter, as `ps` shows it. */
    readonly state: string;
    readonly isKernelThread: boolean;
    /** User and system time of all its threads, ended ones too; in ticks of 10 ms. */
    readonly cpuTicks: number;
    readonly threads: number;
    /** Since boot; with the process id it tells one process from another. */
    readonly startTicks: number;
    readonly rssPages: number;
}
/** `1234 (name) S 1 ...`: the name may hold blanks and parentheses, so it ends at the last one. undefined: not such a line. */
export declare function parseProcessStat(bytes: Buffer): ProcessStat | undefined;
/** Bytes that a process caused to be read from and written to storage, since its start. */
export interface ProcessIo {
    readonly readBytes: number;
    readonly writeBytes: number;
}
/** /proc/PID/io; NaN for what is not there. */
export declare function parseProcessIo(bytes: Buffer): ProcessIo;
/** /proc/PID/status: the effective user, and the resident memory, which a kernel thread does not have. */
export declare function parseProcessStatus(bytes: Buffer): {
    readonly uid: number;
    readonly rssBytes: number;
};
