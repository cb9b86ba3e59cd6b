import type { ColumnGroup } from '../column-groups.ts';
import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import type { Reading } from '../sample.ts';

/** Numbers the devices of a group: two with the same name and different labels (a mount point used again) are two. */
export class DeviceIndex {
  /** Of each device its name and then its labels, in the order of the group's. */
  readonly devices: string[][] = [];
  readonly #group: ColumnGroup;
  readonly #positions = new Map<string, number>();
  #last: { readonly reading: Reading; readonly devices: Uint32Array } | undefined;

  constructor(group: ColumnGroup) {
    this.#group = group;
  }

  /** The index of each row's device. Samples in a row mostly have the same devices: then it is the same array. */
  devicesOf(reading: Reading): Uint32Array {
    if (this.#last !== undefined && this.#sameDevices(this.#last.reading, reading)) return this.#last.devices;
    const { length } = reading.devices;
    if (new Set(reading.devices).size !== length) {
      throw new ProtocolError('OUT_OF_RANGE', `columns: a sample has a device of ${this.#group.name} twice`);
    }
    const devices = new Uint32Array(length);
    for (let row = 0; row < length; row++) devices[row] = this.#position(reading, row);
    this.#last = { reading, devices };
    return devices;
  }

  #position(reading: Reading, row: number): number {
    const texts = [reading.devices[row]!];
    for (const { name } of this.#group.labels) texts.push(reading.labels?.[name]?.[row] ?? '');
    const key = texts.join('\0');
    const known = this.#positions.get(key);
    if (known !== undefined) return known;
    const { maxDevicesPerGroup } = protocolLimits;
    const position = this.devices.push(texts) - 1;
    this.#positions.set(key, position);
    if (position < maxDevicesPerGroup) return position;
    throw new ProtocolError(
      'TOO_LARGE',
      `columns: more than ${maxDevicesPerGroup} devices of ${this.#group.name} in one batch`,
    );
  }

  #sameDevices(a: Reading, b: Reading): boolean {
    if (!sameTexts(a.devices, b.devices)) return false;
    return this.#group.labels.every(({ name }) => sameTexts(a.labels?.[name] ?? [], b.labels?.[name] ?? []));
  }
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((text, i) => text === b[i]));
}
