import { closeSync, openSync, readSync } from 'node:fs';
import { errorCode } from '@hostwire/runtime';
import { readWithoutWaiting } from './kernel-file.ts';

/** What a read says when the process or cgroup ended meanwhile, or does not want to be looked at. */
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
 * Reads short files of things that come and go, so that none is worth being kept open. What `read` returns holds until
 * the next `read`.
 */
export class PassingFiles {
  readonly #buffer = Buffer.allocUnsafe(maxBytes);

  /** undefined: there is no such file any more, or it is not ours to read. Throws what else open(2) and read(2) say. */
  read(path: string): Buffer | undefined {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(path, readWithoutWaiting);
      return this.#buffer.subarray(0, readSync(descriptor, this.#buffer, 0, maxBytes, 0));
    } catch (error) {
      if (unreadable.has(errorCode(error))) return undefined;
      throw error;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }
}
