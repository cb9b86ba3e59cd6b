import {
  closeSync,
  fdatasync,
  fstatSync,
  fsync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { promisify } from 'node:util';

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
  /** With what is in it. */
  removeFolder(folder: string): void;
  /** Creations, renames and removals in this folder are on the disk when this resolves. */
  syncFolder(folder: string): Promise<void>;
  totalBytes(folder: string): number;
}

const dataSync = promisify(fdatasync);
const fullSync = promisify(fsync);

class NodeFile implements OpenFile {
  readonly #fd: number;

  constructor(fd: number) {
    this.#fd = fd;
  }

  read(buffer: Uint8Array, position: number): number {
    let done = 0;
    while (done < buffer.length) {
      const count = readSync(this.#fd, buffer, done, buffer.length - done, position + done);
      if (count === 0) break;
      done += count;
    }
    return done;
  }

  write(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(this.#fd, bytes, done, bytes.length - done, position + done);
    }
  }

  truncate(length: number): void {
    ftruncateSync(this.#fd, length);
  }

  sync(): Promise<void> {
    return dataSync(this.#fd);
  }

  size(): number {
    return fstatSync(this.#fd).size;
  }

  close(): void {
    closeSync(this.#fd);
  }
}

const spoolFileMode = 0o600;

export const nodeFileSystem: FileSystem = {
  create: (path) => new NodeFile(openSync(path, 'wx+', spoolFileMode)),
  open: (path) => new NodeFile(openSync(path, 'r+')),
  rename: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { force: true }),
  list: (folder) => readdirSync(folder),
  makeFolder: (folder) => void mkdirSync(folder, { recursive: true, mode: 0o700 }),
  removeFolder: (folder) => rmSync(folder, { force: true, recursive: true }),
  async syncFolder(folder) {
    const fd = openSync(folder, 'r');
    try {
      await fullSync(fd);
    } finally {
      closeSync(fd);
    }
  },
  totalBytes(folder) {
    const { blocks, bsize } = statfsSync(folder);
    return blocks * bsize;
  },
};
