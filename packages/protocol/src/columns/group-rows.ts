import type { ColumnGroup } from '../column-groups.ts';
import type { Reading, Sample } from '../sample.ts';
import { DeviceIndex, type KeptRows } from './device-index.ts';
import type { ReportLeftOut } from './left-out.ts';

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

const noRows: KeptRows = { devices: new Uint32Array(0), rows: undefined };
const oneRow: KeptRows = { devices: new Uint32Array(1), rows: undefined };

/** undefined: no sample has rows of this group. */
export function groupRows(
  samples: readonly Sample[],
  group: ColumnGroup,
  report: ReportLeftOut,
): GroupRows | undefined {
  const index = group.devices ? new DeviceIndex(group, report) : undefined;
  const readings: Reading[] = [];
  const kept: KeptRows[] = [];
  const layout: number[] = [];
  let rows = 0;
  let runAt = 0;
  let inRun: Uint32Array | undefined;
  for (let sample = 0; sample < samples.length; sample++) {
    const reading = wholeReading(samples[sample]!, group, report);
    const own = reading === undefined ? noRows : index === undefined ? oneRow : index.rowsOf(reading);
    const { devices } = own;
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
    kept.push(own);
    rows += devices.length;
  }
  if (rows === 0) return undefined;
  const deviceOfRow = new Uint32Array(rows);
  const width = group.columns.length;
  const values = new Float64Array(rows * width);
  let row = 0;
  for (let i = 0; i < readings.length; i++) {
    const { devices, rows: positions } = kept[i]!;
    deviceOfRow.set(devices, row);
    copyRows(values, row * width, { source: readings[i]!.values, positions, width });
    row += devices.length;
  }
  return { devices: index?.devices ?? [['']], layout, deviceOfRow, values };
}

/** Copies the rows at these positions of a reading to where `at` is. */
function copyRows(values: Float64Array, at: number, { source, positions, width }: RowsToCopy): void {
  if (positions === undefined) return values.set(source, at);
  for (const [i, position] of positions.entries()) {
    values.set(source.subarray(position * width, (position + 1) * width), at + i * width);
  }
}

interface RowsToCopy {
  readonly source: Float64Array;
  /** undefined: all. */
  readonly positions: readonly number[] | undefined;
  /** Values of a row. */
  readonly width: number;
}

/** The group's reading in the sample, unless it has another number of values than its devices need. */
function wholeReading(sample: Sample, group: ColumnGroup, report: ReportLeftOut): Reading | undefined {
  const reading = sample.readings[group.name];
  if (reading === undefined) return undefined;
  const { devices, values } = reading;
  const isWhole = values.length === devices.length * group.columns.length;
  if (isWhole && (group.devices || devices.length === 1)) return reading;
  report({ reason: 'shape', group: group.name, device: '', column: '' });
  return undefined;
}

function sameNumbers(a: Uint32Array, b: Uint32Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
