/**
 * A file system in memory for tests: it keeps apart what programs see and what a power cut leaves.
 *   - content and length of a file are durable after `sync` of it
 *   - names are durable after `syncFolder`
 * `crash` throws away the rest, or, with a random number, keeps an arbitrary part of it: whole writes, torn at any byte.
 * `killed` keeps everything: the process is gone, the host is not. Faults are armed one at a time.
 */
import { dirname } from 'node:path';
import type { FileSystem, OpenFile } from '../spool/file-system.ts';

interface Inode {
  bytes: Buffer;
  durable: Buffer;
}

export interface Fault {
  readonly operation: 'write' | 'sync' | 'create' | 'syncFolder';
  readonly code: string;
  /** How many more such operations fail. */
  times: number;
}

export class ModelFileSystem implements FileSystem {
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  fault: Fault | undefined;
  /** Bytes that all files together may take. */
  capacityBytes = Infinity;
  syncs = 0;
  /** Files that were written or synced. */
  readonly touched = new Set<string>();
  #process = { isDead: false };

  /** What a new process sees. The one before it is dead: whatever it still tries has no effect. */
  process(): FileSystem {
    this.#process.isDead = true;
    const self = { isDead: false };
    this.#process = self;
    const alive = <Args extends unknown[], Result>(step: (...args: Args) => Result) => {
      return (...args: Args): Result => {
        if (self.isDead) throw fileError('EOWNERDEAD', String(args[0]));
        return step(...args);
      };
    };
    const file = (open: OpenFile): OpenFile => {
      const sync = alive(() => open.sync());
      return {
        read: alive((buffer, position) => open.read(buffer, position)),
        write: alive((bytes, position) => open.write(bytes, position)),
        truncate: alive((length) => open.truncate(length)),
        sync: async () => Promise.resolve().then(sync),
        size: alive(() => open.size()),
        close: () => open.close(),
      };
    };
    return {
      create: alive((path) => file(this.create(path))),
      open: alive((path) => file(this.open(path))),
      rename: alive((from, to) => this.rename(from, to)),
      remove: alive((path) => this.remove(path)),
      list: alive((folder) => this.list(folder)),
      makeFolder: alive(() => this.makeFolder()),
      removeFolder: alive((folder) => this.removeFolder(folder)),
      syncFolder: alive((folder) => this.syncFolder(folder)),
      totalBytes: () => this.totalBytes(),
    };
  }

  /** The power is cut: only what was synced is left, plus for each file a part of what was not (`keep` from 0 to 1). */
  crash(keep: (path: string) => number = () => 0): void {
    this.#names = new Map(this.#durableNames);
    for (const [path, inode] of this.#names) {
      const grown = inode.bytes.length - inode.durable.length;
      const length = inode.durable.length + Math.floor(Math.max(0, grown) * keep(path));
      inode.bytes = Buffer.concat([inode.durable, inode.bytes.subarray(inode.durable.length, length)]);
      inode.durable = Buffer.from(inode.bytes);
    }
  }

  /** Direct access for tests that damage files. */
  contentOf(path: string): Buffer {
    const inode = this.#names.get(path);
    if (inode === undefined) throw fileError('ENOENT', path);
    return inode.bytes;
  }

  setContent(path: string, bytes: Buffer): void {
    const inode = { bytes, durable: Buffer.from(bytes) };
    this.#names.set(path, inode);
    this.#durableNames.set(path, inode);
  }

  create(path: string): OpenFile {
    this.#strike('create', path);
    if (this.#names.has(path)) throw fileError('EEXIST', path);
    this.#names.set(path, { bytes: Buffer.alloc(0), durable: Buffer.alloc(0) });
    return this.open(path);
  }

  open(path: string): OpenFile {
    const inode = this.#names.get(path);
    if (inode === undefined) throw fileError('ENOENT', path);
    return {
      read: (buffer, position) => inode.bytes.subarray(position).copy(buffer), // behind the end: nothing, as read(2)
      write: (bytes, position) => this.#write(path, inode, { bytes, position }),
      truncate: (length) => void (inode.bytes = Buffer.from(inode.bytes.subarray(0, length))),
      sync: async () => {
        this.touched.add(path);
        this.#strike('sync', path);
        this.syncs++;
        inode.durable = Buffer.from(inode.bytes);
      },
      size: () => inode.bytes.length,
      close: () => undefined,
    };
  }

  rename(from: string, to: string): void {
    const inode = this.#names.get(from);
    if (inode === undefined) throw fileError('ENOENT', from);
    this.#names.delete(from);
    this.#names.set(to, inode);
  }

  remove(path: string): void {
    this.#names.delete(path);
  }

  list(folder: string): string[] {
    const inside = [...this.#names.keys()].filter((path) => path.startsWith(`${folder}/`));
    return [...new Set(inside.map((path) => path.slice(folder.length + 1).split('/')[0]!))];
  }

  removeFolder(folder: string): void {
    for (const path of [...this.#names.keys()]) if (path.startsWith(`${folder}/`)) this.#names.delete(path);
  }

  makeFolder(): void {
    // Folders are implied by the names in them.
  }

  async syncFolder(folder: string): Promise<void> {
    this.#strike('syncFolder', folder);
    const inFolder = (path: string) => dirname(path) === folder;
    for (const path of [...this.#durableNames.keys()].filter(inFolder)) this.#durableNames.delete(path);
    for (const [path, inode] of this.#names) if (inFolder(path)) this.#durableNames.set(path, inode);
  }

  totalBytes(): number {
    return this.capacityBytes;
  }

  #write(path: string, inode: Inode, { bytes, position }: { bytes: Uint8Array; position: number }): void {
    this.touched.add(path);
    this.#strike('write', path);
    const end = position + bytes.length;
    const used = [...this.#names.values()].reduce((sum, { bytes: { length } }) => sum + length, 0);
    const growth = Math.max(0, end - inode.bytes.length);
    const room = Math.max(0, this.capacityBytes - used);
    const fits = growth <= room ? bytes.length : Math.max(0, bytes.length - (growth - room));
    if (end > inode.bytes.length) {
      inode.bytes = Buffer.concat([inode.bytes, Buffer.alloc(Math.min(growth, room))]);
    } else {
      inode.bytes = Buffer.from(inode.bytes); // what was synced stays as it was
    }
    inode.bytes.set(bytes.subarray(0, fits), position);
    if (fits < bytes.length) throw fileError('ENOSPC', path);
  }

  #strike(operation: Fault['operation'], path: string): void {
    if (this.fault?.operation !== operation || this.fault.times <= 0) return;
    this.fault.times--;
    throw fileError(this.fault.code, path);
  }
}

function fileError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
