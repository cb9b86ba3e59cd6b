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
 * What the disk does not take (segment-writer.ts) waits in the backlog, in memory; the next seal tries again.
 * Limits: SpoolLimits.
 */
import type { GapReason, Sample } from '@hostwire/protocol';
import { BacklogWriter } from './backlog-writer.ts';
import type { UnplacedFrame } from './backlog.ts';
import { DraftFile } from './draft-file.ts';
import { Drafts } from './drafts.ts';
import { toPayload, type PreviousRun } from './note.ts';
import { Numbering } from './numbering.ts';
import { readOutgoing, type Outgoing } from './outgoing.ts';
import { recover } from './recovery.ts';
import { sealAlone, sealSamples } from './seal-samples.ts';
import { SealedFrames } from './sealed-frames.ts';
import { SegmentFolder } from './segment-folder.ts';
import { SegmentRetention } from './segment-retention.ts';
import { SegmentWriter } from './segment-writer.ts';
import type { SpoolOptions } from './spool-options.ts';
import type { SpoolStatus, Unacked } from './spool-status.ts';

export class Spool {
  readonly #options: SpoolOptions;
  readonly #folder: SegmentFolder;
  readonly #drafts: Drafts;
  readonly #numbering: Numbering;
  readonly #retention: SegmentRetention;
  readonly #writer: SegmentWriter;
  readonly #sealed: SealedFrames;
  readonly #disk: BacklogWriter;
  #previousRun: PreviousRun | undefined;
  #lastSampleMs: number | undefined;

  private constructor(options: SpoolOptions, folder: SegmentFolder, drafts: Drafts) {
    const { isHistory = false } = options;
    this.#options = options;
    this.#folder = folder;
    this.#drafts = drafts;
    this.#numbering = new Numbering(options.limits.backlogBytes);
    this.#retention = new SegmentRetention({
      ...options,
      folder,
      onDropped: (dropped) => this.#numbering.backlog.addNote('dropped', toPayload(dropped)),
    });
    this.#writer = new SegmentWriter({ ...options, folder, retention: this.#retention, isHistory });
    this.#sealed = new SealedFrames(folder);
    this.#disk = new BacklogWriter({
      backlog: () => this.#numbering.backlog,
      store: (records, end) => this.#writer.store(records, { epoch: this.epoch, end }),
      onStored: () => this.#drafts.settle(this.sealedSeq),
    });
  }

  /** Never fails because of what the files hold; only when the folder cannot be used at all. */
  static async open(path: string, options: SpoolOptions): Promise<Spool> {
    const { fileSystem, limits, logger } = options;
    const folder = new SegmentFolder(fileSystem, path, limits.segmentBytes);
    const { files, lostTail } = folder.load();
    if (files.length > 0) logger.warn({ files }, 'spool files could not be used and were moved aside');
    const draftFile = new DraftFile(fileSystem, `${path}/drafts`, fileSystem.list(path).includes('drafts'));
    const spool = new Spool(options, folder, new Drafts(draftFile));
    if (folder.segments.length > 0) await spool.#resume({ lostTail });
    else spool.#beginEpoch();
    if (lostTail && folder.segments.length === 0) spool.#placeDamage(options.clock.nowMs());
    if (options.isHistory !== true) folder.refillReserve();
    await spool.#disk.write();
    return spool;
  }

  get epoch(): string {
    return this.#numbering.epoch;
  }

  /** The last number that is on the disk: `read` gives everything up to it. */
  get sealedSeq(): number {
    return this.#numbering.sealedSeq;
  }

  get ackedSeq(): number {
    return this.#retention.ackedSeq;
  }

  /** The last number that an earlier process may have given out. Whatever comes after it was made by this one. */
  get inheritedSeq(): number {
    return this.#numbering.inheritedSeq;
  }

  get firstRetainedSeq(): number {
    return this.#folder.segments[0]?.header.firstSeq ?? this.sealedSeq + 1;
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
    return this.#drafts.isEmpty && this.ackedSeq >= this.#numbering.lastSeq;
  }

  /** Nothing was ever given a number. */
  get isEmpty(): boolean {
    return this.#drafts.isEmpty && this.#numbering.lastSeq === 0;
  }

  /** Numbers wait in memory because the disk takes nothing. */
  get isRefusing(): boolean {
    return this.#writer.isRefusing;
  }

  /** undefined for the first run on this folder. */
  get previousRun(): PreviousRun | undefined {
    return this.#previousRun;
  }

  /** Wall clock of the last sample that this spool has seen, in this run or before it. */
  get lastSampleMs(): number | undefined {
    return this.#lastSampleMs;
  }

  /** Takes a sample into the running interval. What of it no batch can hold is left out, and reported, at the seal. */
  appendDraft(sample: Sample): { readonly sealIsDue: boolean } {
    this.#lastSampleMs = sample.tsMs;
    return this.#drafts.append(this.#numbering.lastSeq + 1, sample);
  }

  /** Makes a batch of the drafts. Resolves when it is sealed, or waits in the backlog because the disk takes nothing. */
  seal(): Promise<void> {
    this.#placeSamples();
    return this.#disk.write();
  }

  /** Records that samples are missing between two instants. Takes the next number, after the drafts at hand. */
  recordGap(reason: GapReason, fromMs: number, toMs: number): Promise<void> {
    this.#placeSamples();
    this.#numbering.placeGap(reason, { fromMs, toMs, createdMs: this.#options.clock.nowMs() });
    return this.#disk.write();
  }

  /** When the frame with this number was made; undefined when it is not sealed yet, or cannot be read. */
  createdMs(seq: number): number | undefined {
    return seq < 1 || seq > this.sealedSeq ? undefined : this.#sealed.createdMs(seq);
  }

  /** No more samples come: what is there is sealed, and the reserve goes to the folder that is written from now on. */
  async becomeHistory(nextFolder: string): Promise<void> {
    this.#writer.becomeHistory(nextFolder);
    await this.seal();
  }

  /** Everything sealed may have been sent: said before another uplink takes this spool over. */
  handOver(): void {
    this.#numbering.handOver();
  }

  /** Its part of the size limit from now on. */
  limitTo(bytes: number): void {
    this.#retention.limitTo(bytes);
  }

  /** The frame that starts at `seq`; undefined when that is not sealed yet. */
  read(seq: number): Outgoing | undefined {
    if (seq < 1 || seq > this.sealedSeq) return undefined;
    const { dropped } = this.#retention;
    const nowMs = this.#options.clock.nowMs();
    return readOutgoing(this.#folder, seq, { lastSeq: this.sealedSeq, dropped, nowMs });
  }

  /** Hash of the frame before `seq`; '' when it is not here any more. */
  hashBefore(seq: number): string {
    if (seq === 1) return '';
    const { end } = this.#numbering.backlog;
    return seq === end.seq + 1 ? end.hash : this.#sealed.hashBefore(seq);
  }

  /** Everything up to `seq` is committed. A lower number than before changes nothing: see `rewind`. */
  acknowledge(seq: number): void {
    this.#retention.acknowledge(Math.min(seq, this.sealedSeq));
  }

  /** The collector has lost what follows `seq`: it is not acknowledged any more. */
  rewind(seq: number): void {
    this.#retention.rewind(seq);
  }

  /**
   * The numbers from `seq` on were given to other content elsewhere (a disk rolled back, a clone): ends this epoch
   * and carries what follows into a new one. The files of the old one are moved aside.
   */
  async beginEpochFrom(seq: number): Promise<void> {
    await this.#disk.idle();
    const carried: UnplacedFrame[] = [];
    for (let next = seq; next <= this.sealedSeq;) {
      const { lastSeq } = this.read(next)!;
      const frame = this.#sealed.endingAt(lastSeq);
      if (frame !== undefined) carried.push(frame);
      next = lastSeq + 1;
    }
    carried.push(...this.#numbering.backlog.frames);
    const moved = this.#folder.moveAllAside();
    this.#beginEpoch();
    for (const frame of carried) this.#numbering.place(frame);
    await moved;
    await this.#disk.write();
  }

  /** What is not acknowledged. */
  get unacked(): Unacked {
    const bytes = this.#retention.unackedBytes(this.sealedSeq);
    return { batches: this.#numbering.lastSeq - this.ackedSeq, bytes };
  }

  status(): SpoolStatus {
    const { epoch, lastSeq } = this.#numbering;
    const waiting = this.isRefusing ? lastSeq - this.sealedSeq : 0;
    return { epoch, firstSeq: this.firstRetainedSeq, lastSeq, ...this.unacked, waiting };
  }

  /** `stopped`: leaves the mark by which the next run tells an orderly end from a kill. */
  async close({ stopped }: { stopped: boolean }): Promise<void> {
    await this.seal();
    if (stopped) {
      const { bootId, clock } = this.#options;
      this.#numbering.backlog.addNote('stopped', toPayload({ bootId, ms: clock.nowMs() }));
      await this.#disk.write();
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
    await this.#writer.resume();
    const { epoch, createdMs } = segments.at(-1)!.header;
    const inheritedSeq = found.damagedSeq ?? found.end.seq;
    this.#numbering.resume({ epoch, end: found.end, inheritedSeq });
    const ackedSeq = Math.min(found.end.seq, segments[0]!.header.firstSeq - 1);
    this.#retention.begin({ ackedSeq, dropped: found.dropped });
    this.#previousRun = found.previousRun;
    this.#lastSampleMs = found.lastSampleMs;
    if (found.damagedSeq !== undefined || lostTail) this.#placeDamage(found.lastSampleMs ?? createdMs);
    const drafts = this.#drafts.load(epoch, this.#numbering.lastSeq);
    if (drafts === undefined) this.#drafts.begin(epoch, this.#options.clock.nowMs());
    for (const sample of drafts ?? []) {
      this.#numbering.place(sealAlone(sample, this.#options));
      this.#lastSampleMs = sample.tsMs;
    }
  }

  /** Says that something behind this instant does not read back. */
  #placeDamage(ms: number): void {
    this.#numbering.placeGap('spool_damaged', { fromMs: ms, toMs: ms, createdMs: ms });
  }

  #beginEpoch(): void {
    this.#numbering.begin(this.#options.newEpoch?.());
    this.#retention.begin({ ackedSeq: 0, dropped: undefined });
    this.#writer.beginEpoch();
    this.#drafts.begin(this.epoch, this.#options.clock.nowMs());
  }

  #placeSamples(): void {
    const drafts = this.#drafts.take();
    if (drafts.length === 0) return;
    const createdMs = this.#options.clock.nowMs();
    for (const frame of sealSamples(drafts, createdMs, this.#options)) this.#numbering.place(frame);
  }
}
