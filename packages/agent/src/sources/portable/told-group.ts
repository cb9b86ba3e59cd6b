import type { KernelReadings } from '../linux/kernel-group.ts';
import type { Answers, PortableGroup } from './portable-group.ts';
import type { Call } from './reader.ts';
import type { ToldColumns, ToldDevice } from './told-columns.ts';

/** How one group is told; each has a file of its own. */
export interface Telling {
  readonly calls: readonly Call[];
  /** Throws what makes the answers unusable. */
  tell(answers: Answers): readonly ToldDevice[];
}

/** A group that is told as a whole by its calls. */
export class ToldGroup implements PortableGroup {
  readonly #telling: Telling;
  readonly #columns: ToldColumns;

  constructor(columns: ToldColumns, telling: Telling) {
    this.#columns = columns;
    this.#telling = telling;
  }

  get name(): string {
    return this.#columns.group;
  }

  get calls(): readonly Call[] {
    return this.#telling.calls;
  }

  get resets(): number {
    return this.#columns.resets;
  }

  read(answers: Answers): KernelReadings {
    const reading = this.#columns.reading(this.#telling.tell(answers));
    return reading === undefined ? {} : { [this.#columns.group]: reading };
  }

  forget(): void {
    this.#columns.forget();
  }
}
