/**
 * Puts records on the disk: behind the last segment, or into a new one.
 *
 * A full disk: retired space first, then the reserve. A failed sync: that file is never used again, because nothing is
 * known about what it holds; the records are written to a new one.
 */
import { HostwireError, errorCode, type Clock, type Logger } from '@hostwire/runtime';
import type { ChainEnd } from './backlog.ts';
import { toPayload } from './note.ts';
import { recordOverheadBytes, type SpoolRecord } from './record.ts';
import type { SpoolLimits } from './retention.ts';
import type { Segment } from './segment.ts';
import type { SegmentFolder } from './segment-folder.ts';
import type { SegmentHeader } from './segment-header.ts';
import type { SegmentRetention } from './segment-retention.ts';

export interface SegmentWriterOptions {
  readonly folder: SegmentFolder;
  readonly retention: SegmentRetention;
  readonly limits: SpoolLimits;
  readonly clock: Clock;
  readonly bootId: string;
  readonly logger: Logger;
  /** A closed epoch needs no reserve. */
  readonly isHistory: boolean;
}

/** Where records are appended: the epoch, and the end of what is on the disk of it. */
export interface WritePlace {
  readonly epoch: string;
  readonly end: ChainEnd;
}

const diskFullCodes = new Set(['ENOSPC', 'EDQUOT']);

export class SegmentWriter {
  readonly #options: SegmentWriterOptions;
  #isHistory: boolean;
  /** The last segment must not be appended to: a sync of it failed, or it belongs to an earlier run's trouble. */
  #needsNewSegment = true;
  #saidStarted = false;
  #isRefusing = false;

  constructor(options: SegmentWriterOptions) {
    this.#options = options;
    this.#isHistory = options.isHistory;
  }

  /** The disk took nothing the last time. */
  get isRefusing(): boolean {
    return this.#isRefusing;
  }

  /** Goes on behind what an earlier process wrote, once that is synced: it may be handed out from then on. */
  async resume(): Promise<void> {
    const { folder } = this.#options;
    const failure = await attempt(async () => {
      await folder.segments.at(-1)!.sync();
      await folder.sync();
    });
    this.#needsNewSegment = failure !== undefined;
  }

  /** A new epoch: its first record begins a segment. */
  beginEpoch(): void {
    this.#needsNewSegment = true;
  }

  /** No more samples come: the reserve goes to the folder that is written from now on. */
  becomeHistory(nextFolder: string): void {
    this.#isHistory = true;
    this.#options.folder.giveReserveTo(nextFolder);
  }

  /** true: the records are synced. false: the disk takes nothing now. */
  async store(records: readonly SpoolRecord[], place: WritePlace): Promise<boolean> {
    const failure = await attempt(() => this.#append(records, place));
    if (failure === undefined) return this.#noteDisk(undefined);
    if (!diskFullCodes.has(failure)) {
      this.#needsNewSegment = true; // after a failed sync nothing is known about that file
      return this.#noteDisk(await attempt(() => this.#append(records, place)));
    }
    this.#options.retention.retire({ graceMs: 0 });
    const again = await attempt(() => this.#append(records, place));
    if (again === undefined) return this.#noteDisk(undefined);
    return this.#noteDisk(await attempt(() => this.#appendToReserve(records, place)));
  }

  #noteDisk(failure: string | undefined): boolean {
    const { logger } = this.#options;
    const isRefusing = failure !== undefined;
    if (isRefusing && !this.#isRefusing)
      logger.error({ code: failure }, 'spool cannot write, batches wait in memory');
    if (!isRefusing && this.#isRefusing) logger.info('spool writes again');
    this.#isRefusing = isRefusing;
    return !isRefusing;
  }

  async #append(records: readonly SpoolRecord[], place: WritePlace): Promise<void> {
    const { folder, limits, retention } = this.#options;
    const last = folder.segments.at(-1);
    const bytes = records.reduce((sum, record) => sum + recordOverheadBytes + record.payload.length, 0);
    const isFull = last !== undefined && last.hasRecords && last.length + bytes > limits.segmentBytes;
    if (last !== undefined && !isFull && !this.#needsNewSegment) {
      await last.append(this.#saidStarted ? records : [...this.#preamble(place), ...records]);
      this.#saidStarted = true;
      return;
    }
    const segment = await folder.add(this.#headerAt(place));
    await this.#appendFirst(segment, records, place);
    retention.retire();
    if (!this.#isHistory) folder.refillReserve();
  }

  async #appendToReserve(records: readonly SpoolRecord[], place: WritePlace): Promise<void> {
    const { folder, logger } = this.#options;
    const segment = await folder.addFromReserve(this.#headerAt(place));
    if (segment === undefined)
      throw new HostwireError('ENOSPC', "the disk is full and the spool's reserve is used up");
    await this.#appendFirst(segment, records, place);
    logger.warn('disk is full, spool writes into its reserve');
  }

  async #appendFirst(segment: Segment, records: readonly SpoolRecord[], place: WritePlace): Promise<void> {
    this.#needsNewSegment = true; // until its first append is on the disk
    await segment.append([...this.#preamble(place), ...records]);
    this.#needsNewSegment = false;
    this.#saidStarted = true;
  }

  #headerAt({ epoch, end }: WritePlace): Omit<SegmentHeader, 'preallocated'> {
    const createdMs = this.#options.clock.nowMs();
    return { epoch, firstSeq: end.seq + 1, prevHash: end.hash, createdMs };
  }

  /** What the next run has to know, at the start of every segment and of every run. */
  #preamble({ end: { seq } }: WritePlace): SpoolRecord[] {
    const { bootId, clock, retention } = this.#options;
    const notes: SpoolRecord[] = [
      { type: 'started', seq, payload: toPayload({ bootId, ms: clock.nowMs() }) },
    ];
    const { dropped } = retention;
    if (dropped !== undefined) notes.push({ type: 'dropped', seq, payload: toPayload(dropped) });
    return notes;
  }
}

/** The code of the error; undefined when all went well. It is kept by the caller and reported once. */
async function attempt(step: () => Promise<void>): Promise<string | undefined> {
  try {
    await step();
    return undefined;
  } catch (error) {
    return errorCode(error);
  }
}
