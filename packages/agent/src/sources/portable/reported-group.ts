import type { Readings } from '../sampling/sampled-group.ts';
import type { Answers, PortableGroup } from './portable-group.ts';
import type { Call } from './reader.ts';
import type { ReportedColumns, ReportedDevice } from './reported-columns.ts';

/** How one group is reported; each has a file of its own. */
export interface ReportReader {
  readonly calls: readonly Call[];
  /** Throws what makes the answers unusable. */
  report(answers: Answers): readonly ReportedDevice[];
}

/** A group that is reported as a whole by its calls. */
export class ReportedGroup implements PortableGroup {
  readonly #reader: ReportReader;
  readonly #columns: ReportedColumns;

  constructor(columns: ReportedColumns, reader: ReportReader) {
    this.#columns = columns;
    this.#reader = reader;
  }

  get name(): string {
    return this.#columns.group;
  }

  get calls(): readonly Call[] {
    return this.#reader.calls;
  }

  get resets(): number {
    return this.#columns.resets;
  }

  read(answers: Answers): Readings {
    const reading = this.#columns.reading(this.#reader.report(answers));
    return reading === undefined ? {} : { [this.#columns.group]: reading };
  }

  forget(): void {
    this.#columns.forget();
  }
}
