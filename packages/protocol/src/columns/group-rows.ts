import type { ColumnGroup } from '../column-groups.ts';
import { ProtocolError } from '../protocol-error.ts';
import type { Reading, Sample } from '../sample.ts';
import { DeviceIndex } from './device-index.ts';

/** The rows of one group over a batch: sample by sample, within a sample device by device. */
export interface GroupRows {
  /** The distinct devices, in the order of their first row; of each its name and then its labels. */
  readonly devices: readonly (readonly string[])[];
  /** Runs of samples with the same devices, as sample.proto defines them. */
  readonly layout: readonly number[];
  /** For each row the index of its device. */
  readonly deviceOfRow: Uint32Array;
  /** Row after row, in each one value per column of the group. */
  readonly values: Float64Array;
}

const noRows = new Uint32Array(0);
const oneRow = new Uint32Array(1);

/** undefined: no sample has rows of this group. */
export function groupRows(samples: readonly Sample[], group: ColumnGroup): GroupRows | undefined {
  const index = group.devices ? new DeviceIndex(group) : undefined;
  const readings: Reading[] = [];
  const deviceLists: Uint32Array[] = [];
  const layout: number[] = [];
  let rows = 0;
  let runAt = 0;
  let inRun: Uint32Array | undefined;
  for (let sample = 0; sample < samples.length; sample++) {
    const reading = samples[sample]!.readings[group.name];
    if (reading !== undefined) checkSize(reading, group);
    const devices = reading === undefined ? noRows : index === undefined ? oneRow : index.devicesOf(reading);
    if (inRun !== undefined && sameNumbers(devices, inRun)) {
      layout[runAt]!++;
    } else {
      runAt = layout.length;
      layout.push(1, devices.length);
      if (index !== undefined) for (const device of devices) layout.push(device);
      inRun = devices;
    }
    if (reading === undefined || devices.length === 0) continue;
    readings.push(reading);
    deviceLists.push(devices);
    rows += devices.length;
  }
  if (rows === 0) return undefined;
  const deviceOfRow = new Uint32Array(rows);
  const values = new Float64Array(rows * group.columns.length);
  let row = 0;
  for (let i = 0; i < readings.length; i++) {
    const devices = deviceLists[i]!;
    deviceOfRow.set(devices, row);
    values.set(readings[i]!.values, row * group.columns.length);
    row += devices.length;
  }
  return { devices: index?.devices ?? [['']], layout, deviceOfRow, values };
}

function checkSize({ devices, values }: Reading, group: ColumnGroup): void {
  const isWhole = values.length === devices.length * group.columns.length;
  if (isWhole && (group.devices || devices.length === 1)) return;
  const found = `${values.length} values for ${devices.length} devices`;
  throw new ProtocolError(
    'OUT_OF_RANGE',
    `columns: ${group.name} has ${found} and ${group.columns.length} columns`,
  );
}

function sameNumbers(a: Uint32Array, b: Uint32Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
