import { existsSync, renameSync, writeFileSync } from 'node:fs';

const library = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib', '/usr/lib64']
  .map((folder) => `${folder}/faketime/libfaketimeMT.so.1`)
  .find((path) => existsSync(path));

/** The wall clock of one process, which can be set while it runs (libfaketime). The monotonic clock stays true. */
export class FakeClock {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Why there can be none here; undefined when there can. */
  static missing(): string | undefined {
    return library === undefined ? 'libfaketime is not installed' : undefined;
  }

  /** For the process; also writes the file, which has to be there before it starts. */
  environment(): Record<string, string> {
    if (!existsSync(this.#path)) this.set(0);
    return {
      LD_PRELOAD: library ?? '',
      FAKETIME_TIMESTAMP_FILE: this.#path,
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
      FAKETIME_DONT_RESET: '1',
      FAKETIME_CACHE_DURATION: '1',
    };
  }

  /** Off by so many seconds from now on; the process sees it within a second. */
  set(seconds: number): void {
    const fresh = `${this.#path}.new`;
    writeFileSync(fresh, `${seconds < 0 ? '' : '+'}${seconds}\n`);
    renameSync(fresh, this.#path);
  }
}
