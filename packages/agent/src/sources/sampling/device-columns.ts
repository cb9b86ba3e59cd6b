import { columnGroup, protocolLimits, type GroupName, type Reading } from '@hostwire/protocol';
import { HostwireError } from '@hostwire/runtime';
import { columnPosition } from './columns.ts';
import { Increments } from './increments.ts';

/** By label of the group, a text for each device. */
type Labels = Readonly<Record<string, readonly string[]>>;

/** A table as the kernel prints it: one row of raw fields per device, NaN where the kernel has none. */
export interface DeviceTable {
  readonly devices: readonly string[];
  /** What tells each device from another that had its name before; without it, the name does. */
  readonly keys?: readonly string[];
  /** Without them the group has none, or they are empty. */
  readonly labels?: Labels;
  /** `devices.length` rows of the same width. */
  readonly fields: Float64Array;
  /** Devices beyond `maxDevices`. */
  readonly leftOut: number;
}

/**
 * Devices of a group in one sample; a kernel that lists more has them left out and reported. Half of what the
 * protocol allows a batch, so that devices may come and go within one.
 */
export const maxDevices = protocolLimits.maxDevicesPerGroup / 2;

/** Which field of the kernel's table a column is, and what one of it is worth in the column's unit. */
export interface DeviceField {
  readonly column: string;
  readonly field: number;
  readonly unit: number;
}

export interface DeviceColumnsOptions {
  readonly group: GroupName;
  /** Fields per row of the kernel's table. */
  readonly width: number;
  /** One entry for each column of the group. */
  readonly fields: readonly DeviceField[];
}

/**
 * From the kernel's table to the columns of a group of devices. Increments and gauges are told apart by the protocol.
 * A device that has no increments for this interval is left out with its gauges: a row is whole or not there.
 */
export class DeviceColumns {
  /** Devices beyond the limit at the last reading. */
  leftOut = 0;
  readonly #width: number;
  /** By column position. */
  readonly #fields: readonly DeviceField[];
  /** By column position: its place in a row of counters, -1 for a gauge. */
  readonly #counterOf: readonly number[];
  readonly #counterFields: readonly number[];
  readonly #labels: readonly string[];
  readonly #increments: Increments;
  #counterRows = new Float64Array(0);

  constructor({ group, width, fields }: DeviceColumnsOptions) {
    this.#width = width;
    const { columns, labels } = columnGroup(group);
    this.#labels = labels.map(({ name }) => name);
    if (fields.length !== columns.length) {
      throw new HostwireError(
        'COLUMN_WITHOUT_FIELD',
        `group ${group}: ${columns.length} columns, ${fields.length} fields`,
      );
    }
    this.#fields = fields.toSorted(
      (a, b) => columnPosition(group, a.column) - columnPosition(group, b.column),
    );
    const kinds = columns.map(({ kind }) => kind);
    let counters = 0;
    this.#counterOf = kinds.map((kind) => (kind === 'increment' ? counters++ : -1));
    this.#counterFields = this.#fields.filter((_, i) => kinds[i] === 'increment').map(({ field }) => field);
    this.#increments = new Increments(counters);
  }

  get resets(): number {
    return this.#increments.resets;
  }

  forget(): void {
    this.#increments.forget();
  }

  /** undefined when no device has a row. */
  reading(table: DeviceTable): Reading | undefined {
    this.leftOut = table.leftOut;
    const { values: increments, measured } = this.#increments.since(
      table.keys ?? table.devices,
      this.#counters(table),
    );
    const isWhole = !measured.includes(0);
    const devices = isWhole ? table.devices : table.devices.filter((_, row) => measured[row] === 1);
    if (devices.length === 0) return undefined;
    const columns = this.#fields.length;
    const counters = this.#counterFields.length;
    const values = new Float64Array(devices.length * columns);
    let at = 0;
    for (let row = 0; row < table.devices.length; row++) {
      if (measured[row] === 0) continue;
      for (let column = 0; column < columns; column++) {
        const { field, unit } = this.#fields[column]!;
        const counter = this.#counterOf[column]!;
        const raw =
          counter < 0 ? table.fields[row * this.#width + field]! : increments[row * counters + counter]!;
        values[at++] = raw * unit;
      }
    }
    if (this.#labels.length === 0) return { devices, values };
    const labels = table.labels ?? this.#noLabels(table);
    return { devices, labels: isWhole ? labels : keptLabels(labels, measured), values };
  }

  #noLabels({ devices }: DeviceTable): Labels {
    return Object.fromEntries(this.#labels.map((label) => [label, devices.map(() => '')]));
  }

  /** Holds until the next call. */
  #counters({ devices, fields }: DeviceTable): Float64Array {
    const perRow = this.#counterFields.length;
    if (this.#counterRows.length !== devices.length * perRow)
      this.#counterRows = new Float64Array(devices.length * perRow);
    for (let row = 0; row < devices.length; row++) {
      for (let i = 0; i < perRow; i++)
        this.#counterRows[row * perRow + i] = fields[row * this.#width + this.#counterFields[i]!]!;
    }
    return this.#counterRows;
  }
}

function keptLabels(labels: Labels, measured: Uint8Array): Labels {
  return Object.fromEntries(
    Object.entries(labels).map(([label, texts]) => [label, texts.filter((_, row) => measured[row] === 1)]),
  );
}
