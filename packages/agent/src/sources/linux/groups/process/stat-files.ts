import { closeSync } from 'node:fs';
import { PassingFiles } from '../../files/passing-file.ts';
import { isProcfs } from '../../namespaces.ts';

/**
 * Reads /proc/PID/stat of all processes, look after look. To open and close such a file costs more than to read it, so
 * the descriptors are kept: at most `maxKept`, and at most half of what the process may open.
 *
 * Only on a real procfs: there a descriptor is of the process and not of its number, so after the end of the process it
 * says ESRCH, even when another has the number by then. The files of a folder that stands for /proc are opened each time.
 *
 * State: a descriptor for each process that was read, until a read finds that it ended or `sweep` that nobody asked for
 * it; `close` closes all.
 */
const keepLimits = {
  maxKept: 512,
} as const;

const maxOpenFiles = /^Max open files +(\d+)/m;

export class ProcessStatFiles {
  readonly #procRoot: string;
  readonly #files = new PassingFiles();
  readonly #descriptors = new Map<string, number>();
  readonly #mostKept: number;
  /** undefined: not looked up yet. */
  #room: number | undefined;

  constructor(procRoot: string, { maxKept = keepLimits.maxKept }: { readonly maxKept?: number } = {}) {
    this.#procRoot = procRoot;
    this.#mostKept = maxKept;
  }

  /** undefined: there is no such process any more. What it returns holds until the next read. */
  read(pid: string): Buffer | undefined {
    const kept = this.#descriptors.get(pid);
    if (kept === undefined) return this.#readFirst(pid);
    const bytes = this.#files.readFrom(kept);
    if (bytes !== undefined) return bytes;
    this.#close(pid);
    return this.#readFirst(pid); // the number may be another's by now
  }

  /** Closes what is kept of processes that are not among these. */
  sweep(pids: readonly string[]): void {
    const present = new Set(pids);
    for (const pid of this.#descriptors.keys()) if (!present.has(pid)) this.#close(pid);
  }

  close(): void {
    for (const pid of this.#descriptors.keys()) this.#close(pid);
  }

  #readFirst(pid: string): Buffer | undefined {
    const path = `${this.#procRoot}/${pid}/stat`;
    this.#room ??= this.#findRoom();
    if (this.#descriptors.size >= this.#room) return this.#files.read(path);
    const descriptor = this.#files.open(path);
    if (descriptor === undefined) return undefined;
    this.#descriptors.set(pid, descriptor);
    return this.#files.readFrom(descriptor);
  }

  #close(pid: string): void {
    const descriptor = this.#descriptors.get(pid);
    this.#descriptors.delete(pid);
    if (descriptor !== undefined) closeSync(descriptor);
  }

  #findRoom(): number {
    if (!isProcfs(this.#procRoot)) return 0;
    const limits = this.#files.read(`${this.#procRoot}/self/limits`)?.toString('latin1') ?? '';
    const openFiles = Number(maxOpenFiles.exec(limits)?.[1] ?? 0);
    return Math.min(this.#mostKept, Math.floor(openFiles / 2));
  }
}
