import type { ColumnGroup } from '../column-groups.ts';
import { protocolLimits } from '../limits.ts';
import type { Reading } from '../sample.ts';
import { isText } from '../wire/text.ts';
import type { LeftOutReason, ReportLeftOut } from './left-out.ts';

/** The rows of a reading that a batch can hold. */
export interface KeptRows {
  /** For each the index of its device. */
  readonly devices: Uint32Array;
  /** Their positions in the reading; undefined: all of them, in order. */
  readonly rows: readonly number[] | undefined;
}

const leftOut = -1;

/** Numbers the devices of a group: two with the same name and different labels (a mount point used again) are two. */
export class DeviceIndex {
  /** Of each device its name and then its labels, in the order of the group's. */
  readonly devices: string[][] = [];
  readonly #group: ColumnGroup;
  readonly #report: ReportLeftOut;
  readonly #positions = new Map<string, number>();
  #last: { readonly reading: Reading; readonly kept: KeptRows } | undefined;

  constructor(group: ColumnGroup, report: ReportLeftOut) {
    this.#group = group;
    this.#report = report;
  }

  /**
   * The index of each row's device, without rows whose name cannot travel, comes again or is one too many. Samples in a
   * row mostly have the same devices: then it is the same array.
   */
  rowsOf(reading: Reading): KeptRows {
    if (this.#last !== undefined && this.#sameDevices(this.#last.reading, reading)) return this.#last.kept;
    const positions = reading.devices.map((_, row) => this.#position(reading, row));
    if (new Set(reading.devices).size !== positions.length) this.#dropDuplicates(reading, positions);
    const kept = positions.includes(leftOut) ? keptOf(positions) : wholeOf(positions);
    this.#last = { reading, kept };
    return kept;
  }

  #position(reading: Reading, row: number): number {
    const texts = [reading.devices[row]!];
    for (const { name } of this.#group.labels) texts.push(reading.labels?.[name]?.[row] ?? '');
    const key = texts.join('\0'); // a text with NUL makes a key that no others make
    const known = this.#positions.get(key);
    if (known !== undefined) return known;
    const position = this.#newPosition(texts);
    this.#positions.set(key, position);
    return position;
  }

  #newPosition(texts: string[]): number {
    const [device] = texts as [string];
    if (!isText(device)) return this.#leaveOut(device, 'name');
    if (this.devices.length >= protocolLimits.maxDevicesPerGroup) return this.#leaveOut(device, 'too_many');
    for (const [i, { name: column }] of this.#group.labels.entries()) {
      if (isText(texts[i + 1]!)) continue;
      texts[i + 1] = '';
      this.#report({ reason: 'label', group: this.#group.name, device, column });
    }
    return this.#known(texts) ?? this.devices.push(texts) - 1;
  }

  /** A device that is another's double once its labels were emptied. */
  #known(texts: readonly string[]): number | undefined {
    const key = texts.join('\0');
    const known = this.#positions.get(key);
    if (known === undefined) this.#positions.set(key, this.devices.length);
    return known;
  }

  #leaveOut(device: string, reason: LeftOutReason): number {
    this.#report({ reason, group: this.#group.name, device, column: '' });
    return leftOut;
  }

  /** Of rows with the same name the first stays. */
  #dropDuplicates({ devices }: Reading, positions: number[]): void {
    const seen = new Set<string>();
    for (const [row, device] of devices.entries()) {
      if (positions[row] === leftOut) continue;
      if (seen.has(device)) positions[row] = this.#leaveOut(device, 'duplicate');
      seen.add(device);
    }
  }

  #sameDevices(a: Reading, b: Reading): boolean {
    if (!sameTexts(a.devices, b.devices)) return false;
    return this.#group.labels.every(({ name }) => sameTexts(a.labels?.[name] ?? [], b.labels?.[name] ?? []));
  }
}

function wholeOf(positions: readonly number[]): KeptRows {
  return { devices: Uint32Array.from(positions), rows: undefined };
}

function keptOf(positions: readonly number[]): KeptRows {
  const rows = positions.flatMap((position, row) => (position === leftOut ? [] : row));
  return { devices: Uint32Array.from(rows, (row) => positions[row]!), rows };
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((text, i) => text === b[i]));
}
