import { ProtocolError } from '../protocol-error.ts';
import type { WireCursor } from '../wire/wire-cursor.ts';

export interface LayoutBounds {
  readonly samples: number;
  /** For each device an identity of its name: a sample has each name at most once. Empty without devices. */
  readonly names: Uint32Array;
  readonly devices: boolean;
  readonly maxRows: number;
}

export interface Layout {
  readonly rowsPerSample: Uint32Array;
  readonly deviceOfRow: Uint32Array;
}

/**
 * Decodes the layout of a group, up to its last sample. It is read twice: first counted and held against its bounds,
 * then filled in.
 */
export function decodeLayout(cursor: WireCursor, bounds: LayoutBounds): Layout {
  const start = cursor.position;
  const rows = countRows(cursor, bounds);
  cursor.position = start;
  const rowsPerSample = new Uint32Array(bounds.samples);
  const deviceOfRow = new Uint32Array(rows);
  let sample = 0;
  let row = 0;
  while (sample < bounds.samples) {
    const run = cursor.varint();
    const devices = cursor.varint();
    rowsPerSample.fill(devices, sample, sample + run);
    sample += run;
    const first = row;
    for (let i = 0; i < devices; i++) deviceOfRow[row++] = bounds.devices ? cursor.varint() : 0;
    for (let i = 1; i < run; i++, row += devices) deviceOfRow.copyWithin(row, first, first + devices);
  }
  return { rowsPerSample, deviceOfRow };
}

/** The rows that a layout declares, after every check; allocates nothing in proportion to them. */
export function countRows(
  cursor: WireCursor,
  { samples, names, devices: hasDevices, maxRows }: LayoutBounds,
): number {
  const seenInRun = new Uint32Array(names.length);
  let covered = 0;
  let rows = 0;
  for (let run = 1; covered < samples; run++) {
    const length = cursor.varint();
    const devices = cursor.varint();
    covered += length;
    rows += length * devices;
    if (length === 0 || covered > samples) throw cursor.malformed(`layout covers not ${samples} samples`);
    if (devices > (hasDevices ? names.length : 1)) throw cursor.malformed(`layout has ${devices} devices`);
    if (rows > maxRows) {
      throw new ProtocolError(
        'TOO_LARGE',
        `${cursor.where}: layout declares more rows than the ${maxRows} left`,
      );
    }
    for (let i = 0; hasDevices && i < devices; i++) {
      const name = names[cursor.varint()];
      if (name === undefined) throw cursor.malformed('layout names a device that is not there');
      if (seenInRun[name] === run) throw cursor.malformed('layout names a device twice');
      seenInRun[name] = run;
    }
  }
  return rows;
}
