import { toError } from '@hostwire/runtime';
import { stoppedError } from './marks-reader.ts';

interface Waiting<Context> {
  readonly run: (context: Context) => Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** What is to be done between two INSERTs, first come first served. */
export class Errands<Context> {
  readonly #waiting: Waiting<Context>[] = [];

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Resolves when it was run. Rejects with what it threw, or COMMITTER_STOPPED. */
  add(run: (context: Context) => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => this.#waiting.push({ run, resolve, reject }));
  }

  /** Runs those that wait now, one after the other. */
  async runAll(context: Context): Promise<void> {
    for (const { run, resolve, reject } of this.#waiting.splice(0))
      await run(context).then(resolve, (error: unknown) => reject(toError(error)));
  }

  stop(): void {
    for (const { reject } of this.#waiting.splice(0)) reject(stoppedError());
  }
}
