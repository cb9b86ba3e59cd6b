import { columnGroup, isText, type GroupName, type Reading } from '@hostwire/protocol';
import { columnPosition } from '../sampling/columns.ts';
import { maxDevices } from '../sampling/device-columns.ts';
import { Increments } from '../sampling/increments.ts';

/** What is reported of a device, by column: totals for increments, levels for gauges. What is not there is missing. */
export interface ReportedDevice {
  readonly name: string;
  readonly columns: Readonly<Record<string, number | undefined>>;
  /** By label of the group. */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * From what a library reports to the columns of a group. As with the kernel's own tables, a device whose totals are new or
 * went backwards is left out; a group without devices keeps its gauges then.
 */
export class ReportedColumns {
  readonly #group: GroupName;
  readonly #columns: readonly string[];
  readonly #trusted: ReadonlySet<string>;
  /** By column: its place among the totals, -1 for a gauge. */
  readonly #totalOf: readonly number[];
  readonly #totals: number;
  readonly #increments: Increments;

  /** Columns that are not `trusted` are missing, whatever is reported. */
  constructor(group: GroupName, trusted: readonly string[]) {
    const { columns } = columnGroup(group);
    for (const column of trusted) columnPosition(group, column); // that it exists
    this.#group = group;
    this.#trusted = new Set(trusted);
    this.#columns = columns.map(({ name }) => name);
    let totals = 0;
    this.#totalOf = columns.map(({ kind }) => (kind === 'increment' ? totals++ : -1));
    this.#totals = totals;
    this.#increments = new Increments(totals);
  }

  get group(): GroupName {
    return this.#group;
  }

  get resets(): number {
    return this.#increments.resets;
  }

  forget(): void {
    this.#increments.forget();
  }

  /** undefined when no device has a row. Devices beyond the limit, or with a name that cannot be sent, are left out. */
  reading(reported: readonly ReportedDevice[]): Reading | undefined {
    const sendable = reported.filter(({ name, labels = {} }) =>
      [name, ...Object.values(labels)].every(isText),
    );
    const distinct = [...new Map(sendable.map((device) => [device.name, device])).values()];
    const devices = distinct.slice(0, maxDevices);
    const levels = devices.map((device) =>
      this.#columns.map((column) => (this.#trusted.has(column) ? whole(device.columns[column]) : NaN)),
    );
    const totals = levels.flatMap((row) => row.filter((_, column) => this.#totalOf[column]! >= 0));
    const names = devices.map(({ name }) => name);
    const { values, measured } = this.#increments.since(names, Float64Array.from(totals));
    const isKept = (row: number) => measured[row] === 1 || this.#totals === 0 || names[row] === '';
    const kept = devices.map((_, row) => row).filter(isKept);
    if (kept.length === 0) return undefined;
    const rows = kept.flatMap((row) =>
      levels[row]!.map((level, column) => {
        const total = this.#totalOf[column]!;
        if (total < 0) return level;
        return measured[row] === 1 ? values[row * this.#totals + total]! : NaN;
      }),
    );
    return {
      devices: kept.map((row) => names[row]!),
      ...this.#labels(kept, devices),
      values: Float64Array.from(rows),
    };
  }

  #labels(kept: readonly number[], devices: readonly ReportedDevice[]): Pick<Reading, 'labels'> {
    const labels = columnGroup(this.#group).labels;
    if (labels.length === 0) return {};
    const texts = (label: string) => kept.map((row) => devices[row]!.labels?.[label] ?? '');
    return { labels: Object.fromEntries(labels.map(({ name }) => [name, texts(name)])) };
  }
}

/** NaN for anything that is not a whole number that can be sent. */
function whole(reported: number | undefined): number {
  const rounded = Math.round(reported ?? NaN);
  return Number.isSafeInteger(rounded) && rounded >= 0 ? rounded : NaN;
}
