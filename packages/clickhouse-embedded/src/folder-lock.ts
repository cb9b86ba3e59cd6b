// One owner per folder, with nothing to clean up by hand after a SIGKILL or a power cut.
//
// The lock is a file `lock.N` that names its holder (pid, start time, boot id). The highest N counts. It is free when
// its holder is not running any more. Taking it means creating `lock.N+1` with link(2), which is atomic and fails if
// the name exists, so of several contenders for one N exactly one wins. Numbers only grow and the highest file is
// never deleted, so a number that was won once cannot be won again; a contender that slept through several owners
// may create a number below the highest, and sees that by looking again. Release marks the file as free by emptying
// it. Limits: the holder must be visible in /proc, so two containers with separate process trees do not see each
// other; for that case the engine holds a lock of its own on its folder.
import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedClickHouseError, systemErrorCode } from './errors.ts';
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts';

const lockPattern = /^lock\.(\d+)$/;
/** Each lost round means that somebody else made progress; more than this is not contention but a fault. */
const MAX_ROUNDS = 100;

export class FolderLock {
  readonly #path: string;
  #held = true;

  private constructor(path: string) {
    this.#path = path;
  }

  /** @throws EmbeddedClickHouseError `DATA_DIR_LOCKED`, naming the holder's pid */
  static async take(folder: string): Promise<FolderLock> {
    const self = await identifyProcess(process.pid);
    if (self === undefined)
      throw new Error('/proc does not show this process; the folder lock needs Linux /proc');
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const current = await highestLock(folder);
      const holder = current === 0 ? undefined : await readHolder(join(folder, `lock.${current}`));
      if (holder !== undefined && (await isRunning(holder))) throw lockedBy(folder, holder.pid);
      const lock = await FolderLock.#tryNumber(folder, current + 1, self);
      if (lock !== undefined) return lock;
    }
    throw new Error(`no lock on ${folder} after ${MAX_ROUNDS} rounds`);
  }

  static async #tryNumber(
    folder: string,
    number: number,
    self: ProcessIdentity,
  ): Promise<FolderLock | undefined> {
    const path = join(folder, `lock.${number}`);
    const draft = join(folder, `.lock-draft-${randomUUID()}`);
    await writeFile(draft, JSON.stringify(self), { mode: 0o600 });
    try {
      await link(draft, path);
    } catch (error) {
      if (systemErrorCode(error) === 'EEXIST') return undefined;
      throw error;
    } finally {
      await unlink(draft);
    }
    const numbers = await lockNumbers(folder);
    if (Math.max(...numbers) > number) {
      await unlinkIfPresent(path);
      return undefined;
    }
    await Promise.all(
      numbers.filter((n) => n < number).map((n) => unlinkIfPresent(join(folder, `lock.${n}`))),
    );
    return new FolderLock(path);
  }

  async release(): Promise<void> {
    if (!this.#held) return;
    this.#held = false;
    const draft = `${this.#path}.released`;
    await writeFile(draft, '', { mode: 0o600 });
    await rename(draft, this.#path);
  }
}

async function lockNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => lockPattern.exec(name)?.[1] ?? []).map(Number);
}

async function highestLock(folder: string): Promise<number> {
  return Math.max(0, ...(await lockNumbers(folder)));
}

/** Undefined when the lock was released, cut short by a power failure, or overtaken meanwhile: nobody holds it. */
async function readHolder(path: string): Promise<ProcessIdentity | undefined> {
  try {
    return parseIdentity(await readFile(path, 'utf8'));
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parseIdentity(text: string): ProcessIdentity | undefined {
  try {
    const holder: unknown = JSON.parse(text);
    return isIdentity(holder) ? holder : undefined;
  } catch {
    // JSON.parse throws nothing but "this is not JSON".
    return undefined;
  }
}

function isIdentity(value: unknown): value is ProcessIdentity {
  if (typeof value !== 'object' || value === null) return false;
  if (!('pid' in value && 'startTicks' in value && 'bootId' in value)) return false;
  return (
    typeof value.pid === 'number' && typeof value.startTicks === 'string' && typeof value.bootId === 'string'
  );
}

async function unlinkIfPresent(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
  }
}

function lockedBy(folder: string, pid: number): EmbeddedClickHouseError {
  const who = pid === process.pid ? `this process (pid ${pid})` : `the process with pid ${pid}`;
  const message = `${folder} is in use by ${who}. Stop that one first, or use another data folder.`;
  return new EmbeddedClickHouseError('DATA_DIR_LOCKED', message);
}
