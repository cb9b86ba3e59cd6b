/** An open file. Everything is synchronous but `sync`, which may take seconds on a busy disk. */
export interface OpenFile {
    /** Bytes read, fewer than asked for only at the end of the file. */
    read(buffer: Uint8Array, position: number): number;
    /** Writes all or throws; after a throw any part may have been written. */
    write(bytes: Uint8Array, position: number): void;
    truncate(length: number): void;
    /** Content and length are on the disk when this resolves. After a rejection nothing is known: never try again. */
    sync(): Promise<void>;
    size(): number;
    close(): void;
}
/** What the spool needs of a file system; errors carry Node's codes (ENOSPC, EIO, EEXIST, ...). */
export interface FileSystem {
    /** EEXIST when there is a file of that name. */
    create(path: string): OpenFile;
    open(path: string): OpenFile;
    rename(from: string, to: string): void;
    /** Also when there is none. */
    remove(path: string): void;
    /** Names, in no order. */
    list(folder: string): string[];
    makeFolder(folder: string): void;
    /** Creations, renames and removals in this folder are on the disk when this resolves. */
    syncFolder(folder: string): Promise<void>;
    totalBytes(folder: string): number;
}
export declare const nodeFileSystem: FileSystem;
