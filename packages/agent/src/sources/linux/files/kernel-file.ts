import { closeSync, constants, openSync, readvSync } from 'node:fs';
import { HostwireError } from '@hostwire/runtime';

/**
 * A kernel file is opened once and read again from position 0 at every tick: opening by path costs more than reading.
 *
 * States: closed (no descriptor) → open, at the first read; → closed, at `close` or when a read fails. A failed read
 * of a kept descriptor is tried once with a fresh one, because a descriptor goes stale when what it stood for was
 * replaced (a device, a name space). The error of the fresh one is the caller's.
 *
 * One read(2) does not mean the whole file: the kernel hands out files that it makes record by record (diskstats,
 * net/dev, vmstat, mountinfo) in pieces of about a page, so reading goes on until it gives nothing. Where no record is
 * longer than half a page, a piece that is shorter is the last and the read that would give nothing is saved; so it is
 * where the whole file is one record (stat, meminfo, pressure, snmp, netstat).
 *
 * All files of a source share one buffer, which grows to the largest file it has seen. What `read` returns is a view
 * of it and holds until the next read of any of them.
 */
export const kernelFileLimits = {
  initialBytes: 64 * 1024,
  /** /proc/stat with 4,096 cores and as many interrupts is below 1 MiB. */
  maxBytes: 16 * 1024 * 1024,
  /** Half of the smallest page. */
  lastPieceBytes: 2048,
} as const;

/**
 * Reads happen on the main thread, so nothing may wait in open(2) or read(2): a file that would (a pipe in the place of
 * one, a device) gives nothing or EAGAIN and is an issue of its group. The kernel's own files never wait for anything but
 * short locks. A file system in user space over them (lxcfs) can hold a read up: user-space-files.ts sees to that.
 * Should another do so all the same, `hostwire-agent status` says where the agent stands.
 */
export const readWithoutWaiting = constants.O_RDONLY | constants.O_NONBLOCK;

/** A file to be read again and again; recorded ones in tests. */
export interface KernelBytes {
  readonly path: string;
  /** The whole file, valid until the next read of any file. Throws what open(2) or read(2) say. */
  read(): Buffer;
  close(): void;
}

/** How the kernel makes a file: as one record, of records below half a page, of any. */
export type KernelRecords = 'one' | 'short' | 'any';

/** A piece that is shorter than this is the last. */
const lastPieceBytes: Readonly<Record<KernelRecords, number>> = {
  one: Infinity,
  short: kernelFileLimits.lastPieceBytes,
  any: 1,
};

export class SharedBuffer {
  #vector: readonly [Buffer];

  constructor(initialBytes: number = kernelFileLimits.initialBytes) {
    this.#vector = [Buffer.allocUnsafe(initialBytes)];
  }

  get bytes(): Buffer {
    return this.#vector[0];
  }

  /** The bytes from there on, as readv(2) takes them: Node checks its arguments in half the time of those of read(2). */
  from(offset: number): readonly Buffer[] {
    return offset === 0 ? this.#vector : [this.bytes.subarray(offset)];
  }

  /** Doubles the room and keeps what is there. Throws KERNEL_FILE_TOO_LARGE at the limit. */
  grow(path: string): void {
    if (this.bytes.length >= kernelFileLimits.maxBytes) {
      const message = `${path} is larger than ${kernelFileLimits.maxBytes} bytes and was not read; report this as a bug`;
      throw new HostwireError('KERNEL_FILE_TOO_LARGE', message, { context: { path } });
    }
    const larger = Buffer.allocUnsafe(this.bytes.length * 2);
    this.bytes.copy(larger);
    this.#vector = [larger];
  }
}

export class KernelFile implements KernelBytes {
  readonly path: string;
  readonly #shared: SharedBuffer;
  readonly #lastPieceBytes: number;
  #descriptor: number | undefined;
  /** The last: most files are as long as they were, and a view costs as much as a short read. */
  #view: Buffer = Buffer.alloc(0);

  constructor(path: string, shared: SharedBuffer, records: KernelRecords) {
    this.path = path;
    this.#shared = shared;
    this.#lastPieceBytes = lastPieceBytes[records];
  }

  read(): Buffer {
    if (this.#descriptor !== undefined) {
      try {
        return this.#readWhole(this.#descriptor);
      } catch {
        this.close(); // stale; a descriptor opened now tells whether there is an error
      }
    }
    this.#descriptor = openSync(this.path, readWithoutWaiting);
    try {
      return this.#readWhole(this.#descriptor);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    if (this.#descriptor === undefined) return;
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    closeSync(descriptor);
  }

  #readWhole(descriptor: number): Buffer {
    let length = 0;
    for (;;) {
      if (length === this.#shared.bytes.length) this.#shared.grow(this.path);
      const room = this.#shared.bytes.length - length;
      const count = readvSync(descriptor, this.#shared.from(length), length);
      length += count;
      if (count < room && count < this.#lastPieceBytes) return this.#viewOf(length);
    }
  }

  #viewOf(length: number): Buffer {
    const { bytes } = this.#shared;
    if (this.#view.length !== length || this.#view.buffer !== bytes.buffer)
      this.#view = bytes.subarray(0, length);
    return this.#view;
  }
}
