import { closeSync, fstatSync, openSync, readvSync } from 'node:fs';
import { errorCode } from '@hostwire/runtime';
import { readWithoutWaiting } from './kernel-file.ts';

/** What open(2) or read(2) say when the process or cgroup ended meanwhile, or does not want to be looked at. */
const unreadable: ReadonlySet<string> = new Set([
  'ENOENT',
  'ESRCH',
  'ENODEV',
  'EACCES',
  'EPERM',
  'EAGAIN',
  'ENOTSUP',
  'ENOTDIR',
]);

/** Files of processes and cgroups are shorter; a longer one (io.stat with very many disks) is cut. */
const maxBytes = 16 * 1024;

/**
 * Reads short files of things that come and go. undefined: there is no such file any more, or it is not ours to read.
 * All throw what else open(2) and read(2) say. What a read returns holds until the next.
 */
export class PassingFiles {
  readonly #buffer = Buffer.allocUnsafe(maxBytes);
  /** As readv(2) takes it (kernel-file.ts). */
  readonly #vector = [this.#buffer];

  /** Keeps nothing open. */
  read(path: string): Buffer | undefined {
    const descriptor = this.open(path);
    if (descriptor === undefined) return undefined;
    try {
      return this.readFrom(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  /** As `read`, and which file it is: a new one under the same path has another number. */
  readIdentified(path: string): { readonly bytes: Buffer; readonly inode: number } | undefined {
    const descriptor = this.open(path);
    if (descriptor === undefined) return undefined;
    try {
      const bytes = this.readFrom(descriptor);
      return bytes && { bytes, inode: fstatSync(descriptor).ino };
    } finally {
      closeSync(descriptor);
    }
  }

  /** A descriptor, the caller's to close. */
  open(path: string): number | undefined {
    try {
      return openSync(path, readWithoutWaiting);
    } catch (error) {
      onlyIfUnreadable(error);
      return;
    }
  }

  /** The whole file, wherever the descriptor stands. */
  readFrom(descriptor: number): Buffer | undefined {
    try {
      return this.#buffer.subarray(0, readvSync(descriptor, this.#vector, 0));
    } catch (error) {
      onlyIfUnreadable(error);
      return;
    }
  }
}

function onlyIfUnreadable(error: unknown): undefined {
  if (!unreadable.has(errorCode(error))) throw error;
}
