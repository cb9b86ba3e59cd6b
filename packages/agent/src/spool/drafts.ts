import type { Sample } from '@hostwire/protocol';
import { decodeDraft, encodeDraft } from './draft.ts';
import type { DraftFile } from './draft-file.ts';

/** A seal is due when the drafts of one interval reach either of these, however long the interval is. */
const draftLimits = { bytes: 512 * 1024, samples: 1000 } as const;

/** The samples of the running flush interval: in memory, and in the draft file for the case that this process is killed. */
export class Drafts {
  readonly #file: DraftFile;
  #samples: Sample[] = [];
  #bytes = 0;

  constructor(file: DraftFile) {
    this.#file = file;
  }

  get isEmpty(): boolean {
    return this.#samples.length === 0;
  }

  /** `seq` is the number that the batch with this sample will have if all goes well. */
  append(seq: number, sample: Sample): { readonly sealIsDue: boolean } {
    const payload = encodeDraft(sample);
    this.#samples.push(sample);
    this.#bytes += payload.length;
    this.#file.append(seq, payload);
    return { sealIsDue: this.#bytes >= draftLimits.bytes || this.#samples.length >= draftLimits.samples };
  }

  /** Ends the interval: gives its samples out, in order. Those in the file stay until `settle`. */
  take(): Sample[] {
    const samples = this.#samples;
    this.#samples = [];
    this.#bytes = 0;
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
