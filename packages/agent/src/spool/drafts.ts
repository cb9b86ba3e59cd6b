import type { Sample } from '@hostwire/protocol';
import { decodeDraft, encodeDraft, reviveDraft } from './draft.ts';
import type { DraftFile } from './draft-file.ts';

/** A seal is due when the drafts of one interval reach either of these, however long the interval is. */
const draftLimits = { bytes: 512 * 1024, samples: 1000 } as const;

const initialBytes = 32 * 1024;

/**
 * The samples of the running flush interval: in memory, and in the draft file for the case that this process is killed.
 *
 * In memory they wait as they are in the file, side by side. As objects they would outlive V8's nursery, and all that an
 * agent ever samples would have to be collected from among the old ones.
 */
export class Drafts {
  readonly #file: DraftFile;
  #store: Buffer = Buffer.allocUnsafeSlow(initialBytes);
  /** Of each draft in the store. */
  #ends: number[] = [];

  constructor(file: DraftFile) {
    this.#file = file;
  }

  get isEmpty(): boolean {
    return this.#ends.length === 0;
  }

  /** `seq` is the number that the batch with this sample will have if all goes well. */
  append(seq: number, sample: Sample): { readonly sealIsDue: boolean } {
    const payload = encodeDraft(sample);
    const start = this.#ends.at(-1) ?? 0;
    const end = start + payload.length;
    if (end > this.#store.length) this.#store = larger(this.#store, end);
    this.#store.set(payload, start);
    this.#ends.push(end);
    this.#file.append(seq, payload);
    return { sealIsDue: end >= draftLimits.bytes || this.#ends.length >= draftLimits.samples };
  }

  /** Ends the interval: gives its samples out, in order. Those in the file stay until `settle`. */
  take(): Sample[] {
    const ends = this.#ends;
    const samples = ends.map((end, i) => reviveDraft(this.#store.subarray(ends[i - 1] ?? 0, end)));
    this.#ends = [];
    if (this.#store.length > initialBytes) this.#store = Buffer.allocUnsafeSlow(initialBytes);
    return samples;
  }

  /** What a killed process left of this epoch above `sealedSeq`, in order; undefined when the file is of another epoch. */
  load(epoch: string, sealedSeq: number): Sample[] | undefined {
    return this.#file.load(epoch, sealedSeq)?.flatMap(({ payload }) => decodeDraft(payload) ?? []);
  }

  /** For a new epoch: the file forgets what was there. */
  begin(epoch: string, createdMs: number): void {
    this.#file.begin(epoch, createdMs);
  }

  /** Batches up to this number are on the disk. */
  settle(sealedSeq: number): void {
    this.#file.settle(sealedSeq);
  }

  close(): void {
    this.#file.close();
  }
}

/** The same with room for so many bytes, and as many again. */
function larger(store: Buffer, bytes: number): Buffer {
  const grown = Buffer.allocUnsafeSlow(2 * bytes);
  store.copy(grown);
  return grown;
}
