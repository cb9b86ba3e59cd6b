import type { Batch, Gap } from '@hostwire/protocol';
import { frameOf } from './recovery.ts';
import type { SegmentFolder } from './segment-folder.ts';

/** The frames of a segment folder by their numbers. Says nothing of a record that cannot be read. */
export class SealedFrames {
  readonly #folder: SegmentFolder;

  constructor(folder: SegmentFolder) {
    this.#folder = folder;
  }

  /** The frame whose last number this is. */
  endingAt(seq: number): Batch | Gap | undefined {
    const record = this.#record(seq);
    return record?.seq === seq ? frameOf(record) : undefined;
  }

  /** When the frame that holds this number was made. */
  createdMs(seq: number): number | undefined {
    const record = this.#record(seq);
    return record && frameOf(record)?.createdMs;
  }

  /** Hash of the frame before `seq`; '' when it is not here any more. */
  hashBefore(seq: number): string {
    const header = this.#folder.holding(seq)?.segment.header;
    return this.endingAt(seq)?.prevHash ?? (header?.firstSeq === seq ? header.prevHash : '');
  }

  #record(seq: number) {
    return this.#folder.holding(seq)?.segment.find(seq).record;
  }
}
