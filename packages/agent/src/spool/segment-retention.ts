/**
 * Which segments stay: how far the collector has acknowledged, since when each segment is acknowledged whole, and what
 * the size limit took away before it was. The rules are in retention.ts.
 */
import { zeroHash } from '@hostwire/protocol';
import type { Clock, Logger } from '@hostwire/runtime';
import type { Dropped } from './note.ts';
import { retire, type SpoolLimits } from './retention.ts';
import type { Segment } from './segment.ts';
import type { SegmentFolder } from './segment-folder.ts';

export interface SegmentRetentionOptions {
  readonly folder: SegmentFolder;
  readonly limits: SpoolLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called before the file of what is dropped is removed: the note has to be on the disk before the next number is. */
  readonly onDropped: (dropped: Dropped) => void;
}

export class SegmentRetention {
  readonly #options: SegmentRetentionOptions;
  /** Monotonic; since when all of a segment is acknowledged. */
  readonly #ackedMs = new WeakMap<Segment, number>();
  #limitBytes: number;
  #ackedSeq = 0;
  #dropped: Dropped | undefined;

  constructor(options: SegmentRetentionOptions) {
    this.#options = options;
    this.#limitBytes = options.limits.spoolBytes;
  }

  get ackedSeq(): number {
    return this.#ackedSeq;
  }

  /** What is missing in front of the segments and not acknowledged as a gap yet. */
  get dropped(): Dropped | undefined {
    return this.#dropped;
  }

  /** Of an epoch that begins, or is read from the disk. */
  begin({ ackedSeq, dropped }: { ackedSeq: number; dropped: Dropped | undefined }): void {
    this.#ackedSeq = dropped === undefined ? ackedSeq : Math.min(ackedSeq, dropped.firstSeq - 1);
    this.#dropped = dropped;
  }

  /** Everything up to `seq` is committed. A lower number than before changes nothing: see `rewind`. */
  acknowledge(seq: number): void {
    if (seq <= this.#ackedSeq) return;
    this.#ackedSeq = seq;
    if (this.#dropped !== undefined && this.#dropped.lastSeq <= seq) this.#dropped = undefined;
    const { folder, clock } = this.#options;
    const monoMs = clock.monoMs();
    folder.segments.forEach((segment, index) => {
      const next = folder.segments[index + 1];
      const isAcked = next !== undefined && next.header.firstSeq - 1 <= seq;
      if (isAcked && !this.#ackedMs.has(segment)) this.#ackedMs.set(segment, monoMs);
    });
    this.retire();
  }

  /** What follows `seq` is not acknowledged any more. */
  rewind(seq: number): void {
    if (seq >= this.#ackedSeq) return;
    this.#ackedSeq = Math.max(0, seq);
    const { segments } = this.#options.folder;
    segments.forEach((segment, index) => {
      const next = segments[index + 1];
      if (next === undefined || next.header.firstSeq - 1 > seq) this.#ackedMs.delete(segment);
    });
  }

  /** The size limit from now on. */
  limitTo(bytes: number): void {
    this.#limitBytes = bytes;
    if (this.#options.folder.bytes > bytes) this.retire();
  }

  /** Bytes that are not acknowledged, estimated within a segment. */
  unackedBytes(sealedSeq: number): number {
    const { segments } = this.#options.folder;
    return segments.reduce((sum, { header, length }, index) => {
      const last = (segments[index + 1]?.header.firstSeq ?? sealedSeq + 1) - 1;
      const first = Math.max(header.firstSeq, this.#ackedSeq + 1);
      if (last < first) return sum;
      return sum + Math.round((length * (last - first + 1)) / (last - header.firstSeq + 1));
    }, 0);
  }

  /** Deletes what had its grace, and beyond the size limit the oldest whatever it is. */
  retire({ graceMs = this.#options.limits.graceMs } = {}): void {
    const { folder, clock, limits } = this.#options;
    const segments = folder.segments.map((segment) => ({
      bytes: segment.diskBytes,
      ackedMs: this.#ackedMs.get(segment),
    }));
    const { expired, dropped } = retire(
      segments,
      { ...limits, spoolBytes: this.#limitBytes, graceMs },
      clock.monoMs(),
    );
    for (let left = expired; left > 0; left--) folder.removeFile(folder.shift()!);
    for (let left = dropped; left > 0; left--) this.#drop();
  }

  /** Loses the oldest segment. */
  #drop(): void {
    const { folder, logger, onDropped } = this.#options;
    const segment = folder.shift()!;
    const next = folder.segments[0]!.header;
    const { firstSeq, prevHash, createdMs } = segment.header;
    const isWhole = this.#ackedSeq < firstSeq;
    const since = this.#dropped ?? {
      firstSeq: isWhole ? firstSeq : this.#ackedSeq + 1,
      fromMs: createdMs,
      prevHash: isWhole ? prevHash : zeroHash,
    };
    this.#dropped = { ...since, lastSeq: next.firstSeq - 1, toMs: next.createdMs };
    onDropped(this.#dropped);
    folder.removeFile(segment);
    logger.error({ ...this.#dropped }, 'spool reached its size limit, oldest batches dropped');
  }
}
