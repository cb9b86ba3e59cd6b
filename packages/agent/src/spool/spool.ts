/**
 * The spool: every batch from the moment it is sealed until the collector has committed it.
 *
 * The way of a sample:  draft → numbered → sealed → acknowledged → retired
 *   draft         in memory and, unsynced, in the draft file; outlives the process
 *   numbered      part of a batch with its number and the hash of the frame before it; in the backlog
 *   sealed        appended to the last segment and synced: never changes, may be sent
 *   acknowledged  committed by the collector; kept for a grace time for a database that loses its last seconds
 *   retired       its segment is deleted
 *
 * Invariants
 *   - Only sealed frames are handed out, and the same bytes each time, also after a crash.
 *   - Numbers of an epoch have no holes: where a record is gone, `read` gives a gap with the reason.
 *   - A number never stands for two contents. A record that was written whole and does not check any more keeps its
 *     number (as a gap). When the collector knows more numbers than this disk ever gave out, a new epoch begins.
 *   - One write at a time; its order is the order of numbers.
 *
 * A full disk: retired space first, then the reserve, then the backlog waits in memory and the next seal tries again.
 * A failed sync: that file is never used again; what it had not synced is written to a new one.
 * Limits: SpoolLimits.
 */
import { randomBytes } from 'node:crypto';
import {
  encodeColumns,
  packPayload,
  utcDay,
  zeroHash,
  type GapReason,
  type Sample,
} from '@hostwire/protocol';
import { HostwireError, errorCode, type Clock, type Logger } from '@hostwire/runtime';
import { Backlog, type UnplacedFrame } from './backlog.ts';
import { decodeDraft, encodeDraft } from './draft.ts';
import { DraftFile } from './draft-file.ts';
import type { FileSystem } from './file-system.ts';
import { toPayload, type Dropped, type PreviousRun } from './note.ts';
import { readOutgoing, type Outgoing } from './outgoing.ts';
import { recordOverheadBytes, type SpoolRecord } from './record.ts';
import { frameOf, recover } from './recovery.ts';
import { retire, type SpoolLimits } from './retention.ts';
import type { Segment } from './segment.ts';
import { SegmentFolder } from './segment-folder.ts';
import type { SegmentHeader } from './segment-header.ts';

export interface SpoolOptions {
  readonly fileSystem: FileSystem;
  readonly limits: SpoolLimits;
  readonly clock: Clock;
  readonly bootId: string;
  readonly logger: Logger;
  /** A closed epoch: it is read, acknowledged and shortened, and needs no reserve. Default: false. */
  readonly isHistory?: boolean;
  /** Default: random. */
  readonly newEpoch?: () => string;
}

export interface SpoolStatus {
  readonly epoch: string;
  /** The oldest and newest number; firstSeq is lastSeq + 1 when there is none. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Not acknowledged: numbers, and (estimated within a segment) bytes. */
  readonly batches: number;
  readonly bytes: number;
  /** Numbered but not on the disk, because it takes nothing at present. */
  readonly waiting: number;
}

/** A seal is due when the drafts of one interval reach this, however long the interval is. */
const draftLimitBytes = 512 * 1024;
const draftLimitSamples = 1000;
const writeLimitBytes = 1024 * 1024;
const diskFullCodes = new Set(['ENOSPC', 'EDQUOT']);

export class Spool {
  readonly #options: SpoolOptions;
  readonly #folder: SegmentFolder;
  readonly #drafts: DraftFile;
  readonly #ackedMs = new WeakMap<Segment, number>();
  #epoch = '';
  #backlog: Backlog;
  #sealedSeq = 0;
  #sealedHash = zeroHash;
  #inheritedSeq = 0;
  #ackedSeq = 0;
  /** The drafts of the running interval. */
  #running: Sample[] = [];
  #runningBytes = 0;
  #dropped: Dropped | undefined;
  #previousRun: PreviousRun | undefined;
  #lastSampleMs: number | undefined;
  /** The last segment must not be appended to: a sync of it failed, or it belongs to an earlier run's trouble. */
  #needsNewSegment = true;
  #saidStarted = false;
  #writing: Promise<void> | undefined;
  #isRefusing = false;
  #isHistory: boolean;
  #limitBytes: number;

  private constructor(options: SpoolOptions, folder: SegmentFolder, drafts: DraftFile) {
    this.#options = options;
    this.#folder = folder;
    this.#drafts = drafts;
    this.#isHistory = options.isHistory ?? false;
    this.#limitBytes = options.limits.spoolBytes;
    this.#backlog = this.#emptyBacklog(0, zeroHash);
  }

  /** Never fails because of what the files hold; only when the folder cannot be used at all. */
  static async open(path: string, options: SpoolOptions): Promise<Spool> {
    const { fileSystem, limits, logger } = options;
    const folder = new SegmentFolder(fileSystem, path, limits.segmentBytes);
    const { files, lostTail } = folder.load();
    if (files.length > 0) logger.warn({ files }, 'spool files could not be used and were moved aside');
    const drafts = new DraftFile(fileSystem, `${path}/drafts`, fileSystem.list(path).includes('drafts'));
    const spool = new Spool(options, folder, drafts);
    if (folder.segments.length > 0) await spool.#resume({ lostTail });
    else spool.#beginEpoch();
    if (lostTail && folder.segments.length === 0) spool.#placeDamage(options.clock.nowMs());
    if (!spool.#isHistory) folder.refillReserve();
    await spool.#write();
    return spool;
  }

  get epoch(): string {
    return this.#epoch;
  }

  /** The last number that is on the disk: `read` gives everything up to it. */
  get sealedSeq(): number {
    return this.#sealedSeq;
  }

  get ackedSeq(): number {
    return this.#ackedSeq;
  }

  /**
   * The last number that an earlier process may have given out. Whatever comes after it was made by this one.
   */
  get inheritedSeq(): number {
    return this.#inheritedSeq;
  }

  get firstRetainedSeq(): number {
    return this.#folder.segments[0]?.header.firstSeq ?? this.#sealedSeq + 1;
  }

  /** On the disk, with what is acknowledged. */
  get diskBytes(): number {
    return this.#folder.bytes;
  }

  /** Of the last segment, which stays whatever the limit. */
  get leastBytes(): number {
    return this.#folder.segments.at(-1)?.diskBytes ?? 0;
  }

  /** Nothing is left that is not acknowledged. */
  get isDrained(): boolean {
    return this.#running.length === 0 && this.#ackedSeq >= this.#backlog.end.seq;
  }

  /** Nothing was ever given a number. */
  get isEmpty(): boolean {
    return this.#running.length === 0 && this.#backlog.end.seq === 0;
  }

  /** Numbers wait in memory because the disk takes nothing. */
  get isRefusing(): boolean {
    return this.#isRefusing;
  }

  /** undefined for the first run on this folder. */
  get previousRun(): PreviousRun | undefined {
    return this.#previousRun;
  }

  /** Wall clock of the last sample that this spool has seen, in this run or before it. */
  get lastSampleMs(): number | undefined {
    return this.#lastSampleMs;
  }

  /** Takes a sample into the running interval. One that cannot be encoded is lost at the seal, and logged. */
  appendDraft(sample: Sample): { readonly sealIsDue: boolean } {
    const payload = encodeDraft(sample);
    this.#running.push(sample);
    this.#runningBytes += payload.length;
    this.#lastSampleMs = sample.tsMs;
    this.#drafts.append(this.#backlog.end.seq + 1, payload);
    return { sealIsDue: this.#runningBytes >= draftLimitBytes || this.#running.length >= draftLimitSamples };
  }

  /** Makes a batch of the drafts. Resolves when it is sealed, or waits in the backlog because the disk takes nothing. */
  seal(): Promise<void> {
    this.#placeSamples();
    return this.#write();
  }

  /** Records that samples are missing between two instants. Takes the next number, after the drafts at hand. */
  recordGap(reason: GapReason, fromMs: number, toMs: number): Promise<void> {
    this.#placeSamples();
    const createdMs = this.#options.clock.nowMs();
    this.#place({
      type: 'gap',
      day: utcDay(createdMs),
      fromMs,
      toMs: Math.max(fromMs, toMs),
      reason,
      createdMs,
    });
    return this.#write();
  }

  /** When the frame with this number was made; undefined when it is not sealed yet, or cannot be read. */
  createdMs(seq: number): number | undefined {
    if (seq < 1 || seq > this.#sealedSeq) return undefined;
    const record = this.#folder.holding(seq)?.segment.find(seq).record;
    return record && frameOf(record)?.createdMs;
  }

  /** No more samples come: what is there is sealed, and the reserve goes to the folder that is written from now on. */
  async becomeHistory(nextFolder: string): Promise<void> {
    this.#isHistory = true;
    this.#folder.giveReserveTo(nextFolder);
    await this.seal();
  }

  /** Everything sealed may have been sent: said before another uplink takes this spool over. */
  handOver(): void {
    this.#inheritedSeq = Math.max(this.#inheritedSeq, this.#sealedSeq);
  }

  /** Its part of the size limit from now on. */
  limitTo(bytes: number): void {
    this.#limitBytes = bytes;
    if (this.#folder.bytes > bytes) this.#retire();
  }

  /** The frame that starts at `seq`; undefined when that is not sealed yet. */
  read(seq: number): Outgoing | undefined {
    if (seq < 1 || seq > this.#sealedSeq) return undefined;
    const nowMs = this.#options.clock.nowMs();
    return readOutgoing(this.#folder, seq, { lastSeq: this.#sealedSeq, dropped: this.#dropped, nowMs });
  }

  /** Hash of the frame before `seq`; '' when it is not here any more. */
  hashBefore(seq: number): string {
    if (seq === this.#backlog.end.seq + 1) return seq === 1 ? '' : this.#backlog.end.hash;
    const place = this.#folder.holding(seq);
    const record = place?.segment.find(seq).record;
    const frame = record?.seq === seq ? frameOf(record) : undefined;
    if (seq === 1) return '';
    return frame?.prevHash ?? (place?.segment.header.firstSeq === seq ? place.segment.header.prevHash : '');
  }

  /** Everything up to `seq` is committed. A lower number than before changes nothing: see `rewind`. */
  acknowledge(seq: number): void {
    if (seq <= this.#ackedSeq) return;
    this.#ackedSeq = Math.min(seq, this.#sealedSeq);
    if (this.#dropped !== undefined && this.#dropped.lastSeq <= this.#ackedSeq) this.#dropped = undefined;
    const monoMs = this.#options.clock.monoMs();
    this.#folder.segments.forEach((segment, index) => {
      const next = this.#folder.segments[index + 1];
      const isAcked = next !== undefined && next.header.firstSeq - 1 <= this.#ackedSeq;
      if (isAcked && !this.#ackedMs.has(segment)) this.#ackedMs.set(segment, monoMs);
    });
    this.#retire();
  }

  /** The collector has lost what follows `seq`: it is not acknowledged any more. */
  rewind(seq: number): void {
    if (seq >= this.#ackedSeq) return;
    this.#ackedSeq = Math.max(0, seq);
    this.#folder.segments.forEach((segment, index) => {
      const next = this.#folder.segments[index + 1];
      if (next === undefined || next.header.firstSeq - 1 > seq) this.#ackedMs.delete(segment);
    });
  }

  /**
   * The numbers from `seq` on were given to other content elsewhere (a disk rolled back, a clone): ends this epoch
   * and carries what follows into a new one. The files of the old one are moved aside.
   */
  async beginEpochFrom(seq: number): Promise<void> {
    await this.#writing;
    const carried: UnplacedFrame[] = [];
    for (let next = seq; next <= this.#sealedSeq;) {
      const { lastSeq } = this.read(next)!;
      const record = this.#folder.holding(next)?.segment.find(next).record;
      const frame = record?.seq === lastSeq ? frameOf(record) : undefined;
      if (frame !== undefined) carried.push(frame);
      next = lastSeq + 1;
    }
    carried.push(...this.#backlog.frames);
    const moved = this.#folder.moveAllAside();
    this.#beginEpoch();
    for (const frame of carried) this.#place(frame);
    await moved;
    await this.#write();
  }

  status(): SpoolStatus {
    const { seq: lastSeq } = this.#backlog.end;
    const unacked = (segment: Segment, index: number) => {
      const last = (this.#folder.segments[index + 1]?.header.firstSeq ?? this.#sealedSeq + 1) - 1;
      const first = Math.max(segment.header.firstSeq, this.#ackedSeq + 1);
      return last < first
        ? 0
        : Math.round((segment.length * (last - first + 1)) / (last - segment.header.firstSeq + 1));
    };
    return {
      epoch: this.#epoch,
      firstSeq: this.firstRetainedSeq,
      lastSeq,
      batches: lastSeq - this.#ackedSeq,
      bytes: this.#folder.segments.reduce((sum, segment, index) => sum + unacked(segment, index), 0),
      waiting: this.#isRefusing ? lastSeq - this.#sealedSeq : 0,
    };
  }

  /** `stopped`: leaves the mark by which the next run tells an orderly end from a kill. */
  async close({ stopped }: { stopped: boolean }): Promise<void> {
    await this.seal();
    if (stopped) {
      this.#backlog.addNote(
        'stopped',
        toPayload({ bootId: this.#options.bootId, ms: this.#options.clock.nowMs() }),
      );
      await this.#write();
    }
    this.release();
  }

  /** Closes the files; nothing else may be done with it. */
  release(): void {
    this.#folder.close();
    this.#drafts.close();
  }

  async #resume({ lostTail }: { lostTail: boolean }): Promise<void> {
    const { segments } = this.#folder;
    const found = recover(segments);
    // What a killed process had written and created may be handed out from now on.
    const unsynced = await this.#attempt(async () => {
      await segments.at(-1)!.sync();
      await this.#folder.sync();
    });
    this.#needsNewSegment = unsynced !== undefined;
    this.#epoch = segments.at(-1)!.header.epoch;
    this.#sealedSeq = found.end.seq;
    this.#sealedHash = found.end.hash;
    this.#inheritedSeq = found.damagedSeq ?? found.end.seq;
    this.#ackedSeq = Math.min(found.end.seq, segments[0]!.header.firstSeq - 1);
    this.#previousRun = found.previousRun;
    this.#dropped = found.dropped;
    if (found.dropped !== undefined) this.#ackedSeq = Math.min(this.#ackedSeq, found.dropped.firstSeq - 1);
    this.#lastSampleMs = found.lastSampleMs;
    this.#backlog = this.#emptyBacklog(found.end.seq, found.end.hash);
    if (found.damagedSeq !== undefined || lostTail)
      this.#placeDamage(found.lastSampleMs ?? segments.at(-1)!.header.createdMs);
    const drafts = this.#drafts.load(this.#epoch, this.#backlog.end.seq);
    if (drafts === undefined) this.#drafts.begin(this.#epoch, this.#options.clock.nowMs());
    for (const { payload } of drafts ?? []) {
      const sample = decodeDraft(payload);
      if (sample !== undefined) this.#placeAlone(sample);
    }
  }

  /** Says that something behind this instant does not read back. */
  #placeDamage(ms: number): void {
    const times = { day: utcDay(ms), fromMs: ms, toMs: ms, createdMs: ms };
    this.#place({ type: 'gap', ...times, reason: 'spool_damaged' });
  }

  #beginEpoch(): void {
    const { newEpoch = () => randomBytes(8).toString('hex'), clock } = this.#options;
    this.#epoch = newEpoch();
    this.#sealedSeq = 0;
    this.#sealedHash = zeroHash;
    this.#inheritedSeq = 0;
    this.#ackedSeq = 0;
    this.#dropped = undefined;
    this.#needsNewSegment = true;
    this.#backlog = this.#emptyBacklog(0, zeroHash);
    this.#drafts.begin(this.#epoch, clock.nowMs());
  }

  #emptyBacklog(seq: number, hash: string): Backlog {
    return new Backlog(this.#epoch, { seq, hash }, this.#options.limits.backlogBytes);
  }

  #placeSamples(): void {
    const drafts = this.#running;
    if (drafts.length === 0) return;
    this.#running = [];
    this.#runningBytes = 0;
    const createdMs = this.#options.clock.nowMs();
    try {
      const packed = packPayload(encodeColumns(drafts));
      this.#place({ type: 'batch', day: utcDay(createdMs), createdMs, samples: drafts.length, ...packed });
    } catch (error) {
      this.#options.logger.error(
        { code: errorCode(error) },
        'samples do not fit into one batch, one batch for each',
      );
      for (const draft of drafts) this.#placeAlone(draft);
    }
  }

  /** A sample as a batch of its own; nothing when it cannot be encoded. */
  #placeAlone(sample: Sample): void {
    const createdMs = sample.tsMs;
    try {
      const packed = packPayload(encodeColumns([sample]));
      this.#place({ type: 'batch', day: utcDay(createdMs), createdMs, samples: 1, ...packed });
      this.#lastSampleMs = createdMs;
    } catch (error) {
      this.#options.logger.error({ code: errorCode(error) }, 'a sample cannot be encoded and is lost');
    }
  }

  #place(frame: UnplacedFrame): void {
    this.#backlog.place(frame);
  }

  /** Writes the backlog until it is empty or the disk refuses. Callers at the same time share one run. */
  #write(): Promise<void> {
    if (this.#backlog.isEmpty) return this.#writing ?? Promise.resolve();
    this.#writing ??= this.#drain();
    return this.#writing;
  }

  async #drain(): Promise<void> {
    try {
      while (!this.#backlog.isEmpty) {
        const isStored = await this.#store(this.#backlog.take(writeLimitBytes));
        if (!isStored) break;
        this.#backlog.remove();
        this.#sealedSeq = this.#backlog.start.seq;
        this.#sealedHash = this.#backlog.start.hash;
        this.#drafts.settle(this.#sealedSeq);
      }
    } finally {
      this.#backlog.putBack();
      this.#writing = undefined;
    }
  }

  /** false: the disk takes nothing now. */
  async #store(records: readonly SpoolRecord[]): Promise<boolean> {
    const failure = await this.#attempt(() => this.#append(records));
    if (failure === undefined) return this.#noteDisk(undefined);
    if (!diskFullCodes.has(failure)) {
      this.#needsNewSegment = true; // after a failed sync nothing is known about that file
      return this.#noteDisk(await this.#attempt(() => this.#append(records)));
    }
    this.#retire({ graceMs: 0 });
    const again = await this.#attempt(() => this.#append(records));
    if (again === undefined) return this.#noteDisk(undefined);
    return this.#noteDisk(await this.#attempt(() => this.#appendToReserve(records)));
  }

  async #attempt(step: () => Promise<void>): Promise<string | undefined> {
    try {
      await step();
      return undefined;
    } catch (error) {
      return errorCode(error); // kept in the backlog and reported once by #noteDisk
    }
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

  async #append(records: readonly SpoolRecord[]): Promise<void> {
    const last = this.#folder.segments.at(-1);
    const bytes = records.reduce((sum, record) => sum + recordOverheadBytes + record.payload.length, 0);
    const isFull =
      last !== undefined && last.hasRecords && last.length + bytes > this.#options.limits.segmentBytes;
    if (last !== undefined && !isFull && !this.#needsNewSegment) {
      await last.append(this.#saidStarted ? records : [...this.#preamble(), ...records]);
      this.#saidStarted = true;
      return;
    }
    const segment = await this.#folder.add(this.#nextHeader());
    await this.#appendFirst(segment, records);
    this.#retire();
    if (!this.#isHistory) this.#folder.refillReserve();
  }

  async #appendToReserve(records: readonly SpoolRecord[]): Promise<void> {
    const segment = await this.#folder.addFromReserve(this.#nextHeader());
    if (segment === undefined)
      throw new HostwireError('ENOSPC', "the disk is full and the spool's reserve is used up");
    await this.#appendFirst(segment, records);
    this.#options.logger.warn('disk is full, spool writes into its reserve');
  }

  async #appendFirst(segment: Segment, records: readonly SpoolRecord[]): Promise<void> {
    this.#needsNewSegment = true; // until its first append is on the disk
    await segment.append([...this.#preamble(), ...records]);
    this.#needsNewSegment = false;
    this.#saidStarted = true;
  }

  #nextHeader(): Omit<SegmentHeader, 'preallocated'> {
    return {
      epoch: this.#epoch,
      firstSeq: this.#sealedSeq + 1,
      prevHash: this.#sealedHash,
      createdMs: this.#options.clock.nowMs(),
    };
  }

  /** What the next run has to know, at the start of every segment and of every run. */
  #preamble(): SpoolRecord[] {
    const { bootId, clock } = this.#options;
    const seq = this.#sealedSeq;
    const notes: SpoolRecord[] = [
      { type: 'started', seq, payload: toPayload({ bootId, ms: clock.nowMs() }) },
    ];
    if (this.#dropped !== undefined) notes.push({ type: 'dropped', seq, payload: toPayload(this.#dropped) });
    return notes;
  }

  /** Deletes what had its grace, and beyond the size limit the oldest whatever it is. */
  #retire({ graceMs = this.#options.limits.graceMs } = {}): void {
    const { clock, limits } = this.#options;
    const segments = this.#folder.segments.map((segment) => ({
      bytes: segment.diskBytes,
      ackedMs: this.#ackedMs.get(segment),
    }));
    const { expired, dropped } = retire(
      segments,
      { ...limits, spoolBytes: this.#limitBytes, graceMs },
      clock.monoMs(),
    );
    for (let left = expired; left > 0; left--) this.#folder.removeFile(this.#folder.shift()!);
    for (let left = dropped; left > 0; left--) this.#drop();
  }

  /** Loses the oldest segment; the note about it is on the disk before the next number is. */
  #drop(): void {
    const segment = this.#folder.shift()!;
    const next = this.#folder.segments[0]!.header;
    const { firstSeq, prevHash, createdMs } = segment.header;
    const isWhole = this.#ackedSeq < firstSeq;
    const since = this.#dropped ?? {
      firstSeq: isWhole ? firstSeq : this.#ackedSeq + 1,
      fromMs: createdMs,
      prevHash: isWhole ? prevHash : zeroHash,
    };
    this.#dropped = { ...since, lastSeq: next.firstSeq - 1, toMs: next.createdMs };
    this.#backlog.addNote('dropped', toPayload(this.#dropped));
    this.#folder.removeFile(segment);
    this.#options.logger.error({ ...this.#dropped }, 'spool reached its size limit, oldest batches dropped');
  }
}
