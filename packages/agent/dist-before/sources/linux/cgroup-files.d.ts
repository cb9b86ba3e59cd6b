/** cpu.stat; NaN for what is not there: throttling only where the cpu controller is on. */
export interface CgroupCpu {
    readonly usageUs: number;
    readonly throttledUs: number;
    readonly throttledPeriods: number;
}
export declare function parseCpuStat(bytes: Buffer): CgroupCpu;
/** cpu.max, `max 100000` or `150000 100000`: thousandths of a core; NaN = no limit. */
export declare function parseCpuMaxMilli(bytes: Buffer): number;
/** A file with one number, or `max`, which gives NaN. */
export declare function parseLevel(bytes: Buffer): number;
/** memory.events: processes that the kernel killed because a limit of memory was reached, here or below. */
export declare function parseOomKills(bytes: Buffer): number;
/** io.stat, `8:0 rbytes=180224 wbytes=0 rios=3 ...` for each disk: bytes read and written, over all disks. */
export declare function parseIoStat(bytes: Buffer): {
    readonly readBytes: number;
    readonly writeBytes: number;
};
