import type { Readings } from '../sampling/sampled-group.ts';
import type { Answers, PortableGroup } from './portable-group.ts';
import type { Call } from './reader.ts';
import type { ReportedColumns, ReportedDevice } from './reported-columns.ts';

/** How one group is told; each has a file of its own. */
export interface ReportReader {
  readonly calls: readonly Call[];
  /** Throws what makes the answers unusable. */
  tell(answers: Answers): readonly ReportedDevice[];
}

/** A group that is told as a whole by its calls. */
export class ReportedGroup implements PortableGroup {
  readonly #telling: ReportReader;
  readonly #columns: ReportedColumns;

  constructor(columns: ReportedColumns, telling: ReportReader) {
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

  read(answers: Answers): Readings {
    const reading = this.#columns.reading(this.#telling.tell(answers));
    return reading === undefined ? {} : { [this.#columns.group]: reading };
  }

  forget(): void {
    this.#columns.forget();
  }
}
