import type { ColumnGroup } from '../column-groups.ts';
import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import type { Reading, Sample } from '../sample.ts';

/** A device of a group: two with the same name and different labels (a mount point used again) are two devices. */
interface Device {
  readonly name: string;
  /** In the order of the group's labels. */
  readonly labels: readonly string[];
}

/** Which devices the readings of one group have, and in which sample. */
export interface Roster {
  /** The distinct devices of the batch, in the order of their first row. */
  readonly devices: readonly Device[];
  /** Runs of samples with the same devices, as sample.proto defines `layout`. */
  readonly layout: readonly number[];
  /** The readings with rows, in the order of the samples; `devices` are indexes of the rows. */
  readonly readings: readonly { readonly values: Float64Array; readonly devices: Uint32Array }[];
  readonly rows: number;
}

const noRows = new Uint32Array(0);

/** undefined: no sample has rows of this group. */
export function deviceRoster(samples: readonly Sample[], group: ColumnGroup): Roster | undefined {
  const index = new DeviceIndex(group);
  const readings: { values: Float64Array; devices: Uint32Array }[] = [];
  const runs: { samples: number; devices: Uint32Array }[] = [];
  let rows = 0;
  for (const { readings: bySample } of samples) {
    const reading = bySample[group.name];
    const devices = reading === undefined ? noRows : index.devicesOf(reading);
    if (reading !== undefined && devices.length > 0) readings.push({ values: reading.values, devices });
    rows += devices.length;
    const run = runs.at(-1);
    if (run !== undefined && sameNumbers(run.devices, devices)) run.samples++;
    else runs.push({ samples: 1, devices });
  }
  if (rows === 0) return undefined;
  const layout = runs.flatMap((run) => [
    run.samples,
    run.devices.length,
    ...(group.devices ? run.devices : []),
  ]);
  return { devices: index.devices, layout, readings, rows };
}

class DeviceIndex {
  readonly devices: Device[] = [];
  readonly #group: ColumnGroup;
  readonly #positions = new Map<string, number>();
  #last: { reading: Reading; devices: Uint32Array } | undefined;

  constructor(group: ColumnGroup) {
    this.#group = group;
  }

  /** The index of each row's device. Samples in a row mostly have the same devices: then it is the same array. */
  devicesOf(reading: Reading): Uint32Array {
    const { name, columns, devices } = this.#group;
    const expected = reading.devices.length * columns.length;
    if (reading.values.length !== expected || (!devices && reading.devices.length !== 1)) {
      const found = `${reading.values.length} values for ${reading.devices.length} devices`;
      throw new ProtocolError('OUT_OF_RANGE', `columns: ${name} has ${found} and ${columns.length} columns`);
    }
    if (this.#last === undefined || !this.#sameDevices(this.#last.reading, reading)) {
      this.#last = {
        reading,
        devices: Uint32Array.from(reading.devices, (_, row) => this.#position(reading, row)),
      };
      if (new Set(reading.devices).size !== reading.devices.length) {
        throw new ProtocolError('OUT_OF_RANGE', `columns: a sample has a device of ${name} twice`);
      }
    }
    return this.#last.devices;
  }

  #position(reading: Reading, row: number): number {
    const name = reading.devices[row]!;
    const labels = this.#group.labels.map((label) => reading.labels?.[label.name]?.[row] ?? '');
    const key = [name, ...labels].join('\0');
    const known = this.#positions.get(key);
    if (known !== undefined) return known;
    const position = this.devices.push({ name, labels }) - 1;
    if (position >= protocolLimits.maxDevicesPerGroup) {
      const limit = protocolLimits.maxDevicesPerGroup;
      throw new ProtocolError(
        'TOO_LARGE',
        `columns: more than ${limit} devices of ${this.#group.name} in one batch`,
      );
    }
    this.#positions.set(key, position);
    return position;
  }

  #sameDevices(a: Reading, b: Reading): boolean {
    if (!sameTexts(a.devices, b.devices)) return false;
    return this.#group.labels.every(({ name }) => sameTexts(a.labels?.[name] ?? [], b.labels?.[name] ?? []));
  }
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((text, i) => text === b[i]));
}

function sameNumbers(a: Uint32Array, b: Uint32Array): boolean {
  return a === b || (a.length === b.length && a.every((number, i) => number === b[i]));
}
