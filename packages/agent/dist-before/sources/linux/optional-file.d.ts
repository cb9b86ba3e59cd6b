import type { KernelBytes } from './kernel-file.ts';
/** A kernel file that not every kernel has. Its absence is no trouble; all other errors are. */
export declare class OptionalFile {
    #private;
    constructor(file: KernelBytes);
    /** undefined while the kernel does not have it. Throws what else open(2) or read(2) say. */
    read(): Buffer | undefined;
    /** The next read looks for it. */
    forget(): void;
    close(): void;
}
