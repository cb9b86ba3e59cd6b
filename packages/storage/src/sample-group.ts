/**
 * What one INSERT commits: batches, gaps and tombstones of many agents, all of one day, which is one partition. The
 * rows are kept as the columns of the Native block that `toNative` writes; no object is made per value or per sample.
 *
 * A group only grows. It takes an entry whole or throws, and none once it would exceed its limits or when the entry
 * belongs to another day; the caller chooses what fits (`insertBytes`). It knows nothing of what is committed: that each
 * agent's entries come in sequence, without a hole, is the caller's part.
 */
import { columnGroups, type Gap, type SampleColumns } from '@hostwire/protocol';
import type { BatchOrigin } from './batch-origin.ts';
import { withinTolerance } from './clock-tolerance.ts';
import { writeBlock } from './native/native-column.ts';
import { NativeWriter } from './native/native-writer.ts';
import { SampleBlock } from './sample-block.ts';
import { rowKind } from './samples-table.ts';
import { StorageError } from './storage-error.ts';

export interface SampleGroupLimits {
  readonly maxSamples: number;
  readonly maxBytes: number;
}

export const sampleGroupLimits: SampleGroupLimits = { maxSamples: 50_000, maxBytes: 16 * 1024 * 1024 };

const valueBytes = 9;
/** Where the devices of a sample end: once for their texts, once for their values. */
const endsBytes = 16;
/** Native bytes of a row before the devices: identity, then a null byte and 8 bytes per value of the host. */
const rowBytes = columnGroups.reduce(
  (sum, { devices, columns }) => sum + (devices ? endsBytes : valueBytes * columns.length),
  160,
);
const indexBytes = 4;
/** An agent seals at least this often (at most 600 s): a monotonic clock that says more is not believed. */
const longestBatchMs = 600_000;
/** Column names and types of the block. */
const headerBytes = 16 * 1024;

export class SampleGroup {
  readonly #limits: SampleGroupLimits;
  readonly #block = new SampleBlock();
  #rows = 0;
  #bytes = 0;
  #day: number | undefined;

  constructor(limits: SampleGroupLimits = sampleGroupLimits) {
    this.#limits = limits;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Upper bound of the length of the Native block. */
  get bytes(): number {
    return this.#bytes;
  }

  /** undefined while empty. */
  get day(): number | undefined {
    return this.#day;
  }

  /**
   * Adds all samples of a batch. Throws, and adds nothing: GROUP_FULL when it does not fit any more or belongs to another
   * day than the group, BATCH_TOO_LARGE when it would not fit an empty group either.
   */
  addBatch(origin: BatchOrigin, columns: SampleColumns): void {
    this.#admit(origin, columns.samples, insertBytes(columns));
    const { tsMs, claimedMs, flagged } = fileTimes(columns, origin.recvMs);
    this.#block.addSamples(origin, { columns, tsMs, claimedMs, flagged });
  }

  /** Adds the row that stands for a gap; its sequence number is the gap's last. Throws as `addBatch`. */
  addGap(origin: BatchOrigin, gap: Gap): void {
    this.#admit(origin, 1, rowBytes);
    this.#block.addMark(
      { ...origin, seq: gap.lastSeq },
      {
        kind: rowKind.gap,
        ts: withinTolerance(gap.toMs, origin.recvMs) ? gap.toMs : origin.recvMs,
        claimedMs: withinTolerance(gap.toMs, origin.recvMs) ? NaN : gap.toMs,
        firstSeq: gap.firstSeq,
        fromMs: gap.fromMs,
        toMs: gap.toMs,
        reason: gap.reason,
        detail: '',
      },
    );
  }

  /** Adds the row that stands for a batch that was refused; `detail` says why. Throws as `addBatch`. */
  addTombstone(origin: BatchOrigin, detail: string): void {
    this.#admit(origin, 1, rowBytes + textBytes(detail));
    this.#block.addMark(origin, {
      kind: rowKind.tombstone,
      ts: origin.recvMs,
      claimedMs: NaN,
      firstSeq: origin.seq,
      fromMs: NaN,
      toMs: NaN,
      reason: 'refused',
      detail,
    });
  }

  /** The group as one Native block: one part once inserted. */
  toNative(): Uint8Array {
    const out = new NativeWriter(this.#bytes + headerBytes);
    writeBlock(out, this.#rows, this.#block.columns);
    return out.finish();
  }

  #admit({ day, host, seq }: BatchOrigin, rows: number, bytes: number): void {
    const { maxSamples, maxBytes } = this.#limits;
    if (rows > maxSamples || bytes > maxBytes) {
      const message = `batch ${seq} of ${host} takes ${rows} rows and ${bytes} bytes; a group holds ${maxSamples} rows and ${maxBytes} bytes`;
      throw new StorageError('BATCH_TOO_LARGE', message);
    }
    const otherDay = this.#day !== undefined && this.#day !== day;
    if (otherDay || this.#rows + rows > maxSamples || this.#bytes + bytes > maxBytes) {
      const message = `batch ${seq} of ${host} (day ${day}, ${rows} rows, ${bytes} bytes) does not fit a group of day ${this.#day} with ${this.#rows} rows and ${this.#bytes} bytes`;
      throw new StorageError('GROUP_FULL', message);
    }
    this.#day = day;
    this.#rows += rows;
    this.#bytes += bytes;
  }
}

/** What a batch adds to `bytes` of a group: an upper bound of its length in the body of the INSERT. */
export function insertBytes({ samples, groups }: SampleColumns): number {
  let bytes = samples * rowBytes;
  for (const { deviceNames, labels, deviceOfRow, values } of groups) {
    const labelNames = Object.keys(labels);
    bytes += deviceOfRow.length * (1 + labelNames.length) * indexBytes + values.length * valueBytes;
    for (const name of deviceNames) bytes += textBytes(name);
    for (const label of labelNames) for (const text of labels[label]!) bytes += textBytes(text);
  }
  return bytes;
}

/** In a dictionary: length and UTF-8. */
function textBytes(text: string): number {
  return 4 + 3 * text.length;
}

/**
 * Where samples are filed in time: under their own, or, out of tolerance, under the time of receipt, as long before it
 * as they were taken before the last of their batch (by the monotonic clock).
 */
function fileTimes(
  { tsMs: claimed, monoMs }: SampleColumns,
  recvMs: number,
): { tsMs: Float64Array; claimedMs: Float64Array | undefined; flagged: Uint8Array | undefined } {
  if (claimed.every((ms) => withinTolerance(ms, recvMs))) {
    return { tsMs: claimed, claimedMs: undefined, flagged: undefined };
  }
  const flagged = Uint8Array.from(claimed, (ms) => (withinTolerance(ms, recvMs) ? 0 : 1));
  const lastMonoMs = monoMs.at(-1) ?? 0;
  const earlierMs = (i: number) => Math.min(longestBatchMs, Math.max(0, lastMonoMs - monoMs[i]!));
  return {
    tsMs: claimed.map((ms, i) => (flagged[i] === 1 ? recvMs - earlierMs(i) : ms)),
    claimedMs: claimed.map((ms, i) => (flagged[i] === 1 ? ms : NaN)),
    flagged,
  };
}
