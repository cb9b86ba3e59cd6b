import { type GroupName, type Reading } from '@hostwire/protocol';
import type { KernelBytes } from './kernel-file.ts';
/** For tests: the recorded trees of test/fixtures/proc. */
export declare const recordedProcRoot: string;
/** A file of a recorded host that gives its first recording at the first read, and so on. */
export declare class RecordedFile implements KernelBytes {
    #private;
    readonly path: string;
    constructor(host: string, name: string);
    read(): Buffer;
    close(): void;
}
/** Text that a test changes between two reads. */
export declare class TextFile implements KernelBytes {
    readonly path = "text";
    text: string;
    constructor(text: string);
    read(): Buffer;
    close(): void;
}
/** A file that cannot be opened. */
export declare class MissingFile implements KernelBytes {
    #private;
    readonly path = "missing";
    reads: number;
    constructor(code: string);
    read(): Buffer;
    close(): void;
}
type NamedValues = Record<string, Record<string, number | null>>;
/** A reading as the golden files have it: device → column → value, null where it is missing. */
export declare function named(group: GroupName, { devices, values }: Reading): NamedValues;
export {};
