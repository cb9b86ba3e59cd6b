import type { FileSystem, OpenFile } from './file-system.ts';
export interface Fault {
    readonly operation: 'write' | 'sync' | 'create' | 'syncFolder';
    readonly code: string;
    /** How many more such operations fail. */
    times: number;
}
export declare class ModelFileSystem implements FileSystem {
    #private;
    fault: Fault | undefined;
    /** Bytes that all files together may take. */
    capacityBytes: number;
    syncs: number;
    /** What a new process sees. The one before it is dead: whatever it still tries has no effect. */
    process(): FileSystem;
    /** The power is cut: only what was synced is left, plus for each file a part of what was not (`keep` from 0 to 1). */
    crash(keep?: (path: string) => number): void;
    /** Direct access for tests that damage files. */
    contentOf(path: string): Buffer;
    setContent(path: string, bytes: Buffer): void;
    create(path: string): OpenFile;
    open(path: string): OpenFile;
    rename(from: string, to: string): void;
    remove(path: string): void;
    list(folder: string): string[];
    makeFolder(): void;
    syncFolder(folder: string): Promise<void>;
    totalBytes(): number;
}
