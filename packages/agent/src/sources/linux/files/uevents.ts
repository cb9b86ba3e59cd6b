import type { KernelBytes } from './kernel-file.ts';
import { OptionalFile } from './optional-file.ts';

/**
 * Whether devices came, went or were renamed since the last question: the kernel numbers what it announces about them
 * (/sys/kernel/uevent_seqnum). One short read of it saves a look at every device with every sample.
 *
 * State: the number as it was last read, and at which sample.
 */
export class Uevents {
  readonly #file: OptionalFile;
  #readMs = NaN;
  #seqnum = '';

  constructor(seqnum: KernelBytes) {
    this.#file = new OptionalFile(seqnum);
  }

  /** Another text when something changed; undefined where the kernel does not tell. Read once for each sample. */
  seqnum(monoMs: number): string | undefined {
    if (monoMs !== this.#readMs) {
      this.#readMs = monoMs;
      this.#seqnum = this.#file.read()?.toString('latin1') ?? '';
    }
    return this.#seqnum === '' ? undefined : this.#seqnum;
  }

  close(): void {
    this.#readMs = NaN;
    this.#file.forget();
    this.#file.close();
  }
}
