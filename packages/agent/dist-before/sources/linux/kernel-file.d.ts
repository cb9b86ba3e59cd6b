/**
 * A kernel file is opened once and read again from position 0 at every tick: opening by path costs more than reading.
 *
 * States: closed (no descriptor) → open, at the first read; → closed, at `close` or when a read fails. A failed read
 * of a kept descriptor is tried once with a fresh one, because a descriptor goes stale when what it stood for was
 * replaced (a device, a name space). The error of the fresh one is the caller's.
 *
 * One read(2) does not mean the whole file: the kernel hands out files that it makes record by record (diskstats,
 * net/dev, vmstat, mountinfo) in pieces of about a page, so reading goes on until it gives nothing.
 *
 * All files of a source share one buffer, which grows to the largest file it has seen. What `read` returns is a view
 * of it and holds until the next read of any of them.
 */
export declare const kernelFileLimits: {
    readonly initialBytes: number;
    /** /proc/stat with 4,096 cores and as many interrupts is below 1 MiB. */
    readonly maxBytes: number;
};
/** A file to be read again and again; recorded ones in tests. */
export interface KernelBytes {
    readonly path: string;
    /** The whole file, valid until the next read of any file. Throws what open(2) or read(2) say. */
    read(): Buffer;
    close(): void;
}
export declare class SharedBuffer {
    bytes: Buffer<ArrayBuffer>;
    /** Doubles the room and keeps what is there. Throws KERNEL_FILE_TOO_LARGE at the limit. */
    grow(path: string): void;
}
export declare class KernelFile implements KernelBytes {
    #private;
    readonly path: string;
    constructor(path: string, shared: SharedBuffer);
    read(): Buffer;
    close(): void;
}
