import { readFileSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { HostwireError } from '@hostwire/runtime';
import { packageWorker } from '../../../package-file.ts';
import type { KernelBytes } from './kernel-file.ts';
import { parseMountinfo, reachableMounts, type Mount } from './mountinfo.ts';

const limits = {
  /** A sample waits no longer than this for such a file, and then for none of them until the one that hangs answers. */
  answerMs: 200,
  /** What is longer is cut: lxcfs shows a container's share of its host. */
  maxBytes: 1024 * 1024,
} as const;

const states = { idle: 0, asked: 1 } as const;
const at = { state: 0, length: 1, failed: 2 } as const;

/** Whether a program serves the file (FUSE), given the mounts in their order: the last of the nearest is in sight. */
export function isInUserSpace(path: string, mounts: readonly Mount[]): boolean {
  let nearest: Mount | undefined;
  for (const mount of mounts) {
    const { mountPoint } = mount;
    const isOver = path === mountPoint || path.startsWith(mountPoint === '/' ? '/' : `${mountPoint}/`);
    if (isOver && mountPoint.length >= (nearest?.mountPoint.length ?? 0)) nearest = mount;
  }
  return nearest?.type.startsWith('fuse') ?? false;
}

/** A thread that reads files, and what it shares with this one. */
class Reader {
  readonly #control = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  readonly #bytes = new Uint8Array(new SharedArrayBuffer(limits.maxBytes));
  readonly #thread: Worker;

  constructor() {
    const workerData = { control: this.#control, bytes: this.#bytes, at, states };
    this.#thread = packageWorker('kernel-files/reader-worker.mjs', { workerData });
    this.#thread.unref();
  }

  get isIdle(): boolean {
    return Atomics.load(this.#control, at.state) === states.idle;
  }

  /** A copy of the whole file; undefined: not within this time. Throws what open(2) or read(2) say. */
  read(path: string, answerMs: number): Buffer | undefined {
    this.#control[at.length] = Buffer.from(this.#bytes.buffer).write(path);
    Atomics.store(this.#control, at.state, states.asked);
    Atomics.notify(this.#control, at.state);
    Atomics.wait(this.#control, at.state, states.asked, answerMs);
    if (!this.isIdle) return undefined;
    const answer = Buffer.from(this.#bytes.slice(0, this.#control[at.length]));
    if (this.#control[at.failed] === 0) return answer;
    const code = answer.toString('latin1');
    throw new HostwireError(code, `${path} cannot be read: ${code}`);
  }

  end(): void {
    void this.#thread.terminate();
  }
}

/**
 * Files that a program serves in the place of the kernel's (the lxcfs of a container). It may be stuck, and whoever asks it
 * then waits for ever in open(2) or read(2), so they are read on a thread of its own, and waited for with a limit.
 *
 *   no thread ──first read──► idle ──read──► asked ──answer in time──► idle
 *                                             └──`answerMs` over──► pending: every read fails at once ──answer──► idle
 *
 * Invariants: one read at a time; an answer that comes late is nobody's. One thread, so one file that hangs takes the others
 * of its kind with it: their server is the same. While it is pending, the process cannot leave by exit(3), which joins it.
 * Where no file is of this kind there is no thread.
 */
export class UserSpaceFiles {
  readonly #mountinfo: string;
  readonly #answerMs: number;
  #mounts: readonly Mount[] | undefined;
  #reader: Reader | undefined;
  /** The file that did not answer in time. */
  #unanswered: string | undefined;

  /** `mountinfo`: path of the list of mounts. */
  constructor(mountinfo: string, { answerMs = limits.answerMs }: { answerMs?: number } = {}) {
    this.#mountinfo = mountinfo;
    this.#answerMs = answerMs;
  }

  /** The file that the thread waits for; undefined while all answer. */
  get pending(): string | undefined {
    if (this.#reader?.isIdle !== false) this.#unanswered = undefined;
    return this.#unanswered;
  }

  /** The file as it is, or read on the thread when it is of this kind. */
  guarded(file: KernelBytes): KernelBytes {
    return new GuardedFile(file, this);
  }

  /** As the mounts are at the first question. */
  serves(path: string): boolean {
    this.#mounts ??= mountsIn(this.#mountinfo);
    return isInUserSpace(path, this.#mounts);
  }

  /** Throws KERNEL_FILE_HUNG, and what open(2) or read(2) say. */
  read(path: string): Buffer {
    const { pending } = this;
    if (pending !== undefined) throw hung(path, pending);
    this.#reader ??= new Reader();
    const answer = this.#reader.read(path, this.#answerMs);
    if (answer !== undefined) return answer;
    this.#unanswered = path;
    throw hung(path, path);
  }

  /** A thread that waits stays, and is of use again when it is answered. */
  close(): void {
    this.#mounts = undefined;
    if (this.pending !== undefined) return;
    this.#reader?.end();
    this.#reader = undefined;
  }
}

class GuardedFile implements KernelBytes {
  readonly path: string;
  readonly #file: KernelBytes;
  readonly #files: UserSpaceFiles;
  #isServed: boolean | undefined;

  constructor(file: KernelBytes, files: UserSpaceFiles) {
    this.path = file.path;
    this.#file = file;
    this.#files = files;
  }

  read(): Buffer {
    this.#isServed ??= this.#files.serves(this.path);
    return this.#isServed ? this.#files.read(this.path) : this.#file.read();
  }

  close(): void {
    this.#isServed = undefined;
    this.#file.close();
  }
}

/** None where the list cannot be read: group `filesystem` tells that. */
function mountsIn(path: string): Mount[] {
  try {
    return reachableMounts(parseMountinfo(readFileSync(path)));
  } catch {
    return [];
  }
}

function hung(path: string, held: string): HostwireError {
  const why = path === held ? 'it does not answer' : `${held} does not answer`;
  const message = `${path} is not read: ${why}; restart the program that serves it (lxcfs?)`;
  return new HostwireError('KERNEL_FILE_HUNG', message, { retryable: true });
}
