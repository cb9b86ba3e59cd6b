/**
 * The spool of an agent: one folder for each epoch, named by its ordinal. The newest is live and takes the samples; those
 * before it are history: closed, carried behind the live one, deleted when they are acknowledged and had their grace.
 *
 *   live ──rollover──► history ──acknowledged──► in grace ──► deleted
 *
 * A rollover: folder of the new epoch made and known to the disk → live changes hands between two samples → what the old one
 * held unsealed is sealed there → the new one begins with a gap `backlog` that says where the samples before it are.
 * A crash in between leaves folders that each are whole: the newest is live, whatever the others hold is history.
 *
 * Invariants: a sample is in one epoch only; every epoch keeps its own numbers, and all promises of `Spool`.
 * Limits: `epochLimits`, and `SpoolLimits.spoolBytes` for all epochs together: the oldest segment of the oldest history
 * goes first, with its gap. The last segment of an epoch stays.
 */
import { utcDay } from '@hostwire/protocol';
import type { SpoolOptions } from './spool-options.ts';
import type { Unacked } from './spool-status.ts';
import { Spool } from './spool.ts';

export const epochLimits = {
  /** Histories that are not acknowledged; with as many, the live epoch carries its backlog itself. */
  maxHistories: 3,
  /** A backlog that reaches back further than this is worth a rollover. */
  backlogMs: 15_000,
  /** One rollover at most in this time. */
  rolloverEveryMs: 60_000,
} as const;

interface Epoch {
  readonly folder: string;
  readonly spool: Spool;
  /** Monotonic; since when all of it is acknowledged. */
  drainedMs: number | undefined;
}

const folderName = /^\d{10}$/;

export class Epochs {
  readonly #path: string;
  readonly #options: SpoolOptions;
  /** Oldest first. */
  #histories: Epoch[];
  #live: Epoch;
  #ordinal: number;
  #rolledOverMs = -Infinity;
  #rollingOver: Promise<void> | undefined;

  private constructor(path: string, options: SpoolOptions, epochs: readonly Epoch[]) {
    this.#path = path;
    this.#options = options;
    this.#live = epochs.at(-1)!;
    this.#histories = epochs.slice(0, -1);
    this.#ordinal = Number(this.#live.folder.slice(path.length + 1));
  }

  /** Fails only when the folder cannot be used at all. */
  static async open(path: string, options: SpoolOptions): Promise<Epochs> {
    const { fileSystem } = options;
    fileSystem.makeFolder(path);
    const names = fileSystem
      .list(path)
      .filter((name) => folderName.test(name))
      .sort();
    const newest = names.at(-1) ?? ordinalName(1);
    const epochs: Epoch[] = [];
    for (const name of [...names.slice(0, -1), newest]) {
      const folder = `${path}/${name}`;
      const spool = await Spool.open(folder, { ...options, isHistory: name !== newest });
      epochs.push({ folder, spool, drainedMs: undefined });
    }
    await fileSystem.syncFolder(path);
    const opened = new Epochs(path, options, epochs);
    opened.tidy();
    return opened;
  }

  get live(): Spool {
    return this.#live.spool;
  }

  /** Oldest first; those in their grace too. */
  get histories(): readonly Spool[] {
    return this.#histories.map(({ spool }) => spool);
  }

  /** Where the newest of the epochs that know it say how the last run ended. */
  get previousRun(): Spool['previousRun'] {
    return [...this.histories, this.live].findLast(({ previousRun }) => previousRun !== undefined)
      ?.previousRun;
  }

  get lastSampleMs(): number | undefined {
    return [...this.histories, this.live].findLast(({ lastSampleMs }) => lastSampleMs !== undefined)
      ?.lastSampleMs;
  }

  /** What of the histories is not acknowledged. */
  backlog(): Unacked & { readonly epochs: number } {
    let [epochs, batches, bytes] = [0, 0, 0];
    for (const { spool } of this.#histories) {
      if (spool.isDrained) continue;
      const { unacked } = spool;
      epochs++;
      batches += unacked.batches;
      bytes += unacked.bytes;
    }
    return { epochs, batches, bytes };
  }

  /** Whether live data would wait behind what is not acknowledged after `committedSeq`. */
  mayRollOver(committedSeq: number): boolean {
    const { clock } = this.#options;
    const open = this.#histories.filter(({ spool }) => !spool.isDrained);
    if (this.#rollingOver !== undefined || this.live.isRefusing || open.length >= epochLimits.maxHistories)
      return false;
    if (clock.monoMs() - this.#rolledOverMs < epochLimits.rolloverEveryMs) return false;
    const sinceMs = this.live.createdMs(committedSeq + 1);
    return sinceMs !== undefined && clock.nowMs() - sinceMs > epochLimits.backlogMs;
  }

  /** Ends the live epoch and begins another. Calls at the same time share one rollover. When it throws nothing changed. */
  rollOver(): Promise<void> {
    this.#rollingOver ??= this.#rollOver().finally(() => (this.#rollingOver = undefined));
    return this.#rollingOver;
  }

  /** Deletes histories that had their grace, and keeps all epochs together within the size limit. Cheap. */
  tidy(): void {
    const { clock, limits, fileSystem } = this.#options;
    const nowMs = clock.monoMs();
    this.#histories = this.#histories.filter((epoch) => {
      if (!epoch.spool.isDrained) epoch.drainedMs = undefined;
      else epoch.drainedMs ??= nowMs;
      const isOver = epoch.drainedMs !== undefined && nowMs - epoch.drainedMs >= limits.graceMs;
      if (!isOver && !epoch.spool.isEmpty) return true;
      epoch.spool.release();
      fileSystem.removeFolder(epoch.folder);
      return false;
    });
    const least = this.#histories.reduce((sum, { spool }) => sum + spool.leastBytes, 0);
    this.live.limitTo(limits.spoolBytes - least);
    let room = limits.spoolBytes - this.live.diskBytes;
    for (const { spool } of this.#histories.toReversed()) {
      spool.limitTo(Math.max(0, room));
      room -= spool.diskBytes;
    }
  }

  async close(how: { stopped: boolean }): Promise<void> {
    await this.#rollingOver?.catch(() => undefined); // whoever called rollOver() has the error
    for (const { spool } of this.#histories) {
      await spool.seal();
      spool.release();
    }
    await this.live.close(how);
  }

  async #rollOver(): Promise<void> {
    const { fileSystem, clock, logger } = this.#options;
    const folder = `${this.#path}/${ordinalName(this.#ordinal + 1)}`;
    fileSystem.makeFolder(folder);
    await fileSystem.syncFolder(this.#path);
    const spool = await Spool.open(folder, { ...this.#options, isHistory: false });
    const before = this.#live;
    this.#ordinal++;
    this.#rolledOverMs = clock.monoMs();
    const nowMs = clock.nowMs();
    const fromMs = Math.min(nowMs, before.spool.createdMs(before.spool.ackedSeq + 1) ?? nowMs);
    this.#live = { folder, spool, drainedMs: undefined };
    this.#histories.push(before);
    logger.info(
      { from: before.spool.epoch, to: spool.epoch, day: utcDay(fromMs) },
      'backlog set aside: a new epoch is live',
    );
    await Promise.all([before.spool.becomeHistory(folder), spool.recordGap('backlog', fromMs, nowMs)]);
  }
}

function ordinalName(ordinal: number): string {
  return ordinal.toString().padStart(10, '0');
}
