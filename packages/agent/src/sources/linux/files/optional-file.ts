import { errorCode } from '@hostwire/runtime';
import type { KernelBytes } from './kernel-file.ts';

/** What open(2) says of a file whose feature is not built in, not loaded or switched off. */
const absentCodes: ReadonlySet<string> = new Set(['ENOENT', 'ENOTSUP', 'ENODEV', 'ENOTDIR']);

/** Reads between two looks for a file that was absent: modules are loaded while a host runs. */
const readsBetweenLooks = 60;

/** A kernel file that not every kernel has. Its absence is no issue; all other errors are. */
export class OptionalFile {
  readonly #file: KernelBytes;
  #readsToSkip = 0;

  constructor(file: KernelBytes) {
    this.#file = file;
  }

  /** undefined while the kernel does not have it. Throws what else open(2) or read(2) say. */
  read(): Buffer | undefined {
    if (this.#readsToSkip > 0) {
      this.#readsToSkip--;
      return undefined;
    }
    try {
      return this.#file.read();
    } catch (error) {
      if (!absentCodes.has(errorCode(error))) throw error;
      this.#readsToSkip = readsBetweenLooks;
      return undefined;
    }
  }

  /** The next read looks for it. */
  forget(): void {
    this.#readsToSkip = 0;
  }

  close(): void {
    this.#file.close();
  }
}
