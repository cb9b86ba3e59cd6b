/**
 * Reads a `Columns` message (sample.proto), which protocols 1 and 2 wrote, from a peer that is not trusted.
 *
 * The message is split into its fields first, then clocks, then each group: device names, layout, columns. What a
 * later step allocates is known from an earlier one and held against a limit before: samples from the number of
 * bytes that end a varint in ts_ms, rows from the layout, values = rows · columns summed over all groups.
 */
import { columnGroups, type ColumnGroup, type ColumnKind } from '../column-groups.ts';
import { protocolLimits, type ColumnLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import type { GroupColumns, SampleColumns } from '../sample.ts';
import { WireCursor } from '../wire/wire-cursor.ts';
import { readMessage, type Message } from '../columns/message.ts';
import { columnsShape, groupShapes } from './columns-shape.ts';
import {
  decodeClock,
  decodeGauges,
  decodeIncrements,
  decodePlain,
  decodeReals,
  multiplyColumn,
  type ColumnRows,
} from './decode-column.ts';
import { checkDistinct, nameIdentities } from '../columns/device-names.ts';
import { decodeLayout } from '../columns/decode-layout.ts';
import { decodeSteps, type Steps } from './decode-steps.ts';

/** The samples of a payload, as columns. Throws ProtocolError, and nothing else, for anything but a valid one. */
export function decodeColumns2(payload: Uint8Array, limits: ColumnLimits = protocolLimits): SampleColumns {
  if (payload.length > limits.maxRawBytes) {
    throw new ProtocolError('TOO_LARGE', `columns: ${payload.length} bytes, limit ${limits.maxRawBytes}`);
  }
  const message = readMessage(new WireCursor(payload, 'columns'), columnsShape, limits);
  const clocks = [1, 2, 3].map((field) => cursorOf(payload, message, { field, where: 'columns clock' }));
  const [ts, mono, interval] = clocks as [WireCursor, WireCursor, WireCursor];
  const samples = countSamples(ts, limits);
  const tsMs = new Float64Array(samples);
  const monoMs = new Float64Array(samples);
  const intervalMs = new Float64Array(samples);
  decodeClock(ts, tsMs);
  decodeClock(mono, monoMs);
  decodePlain(interval, intervalMs);
  const steps = decodeSteps(payload, message);
  const groups: GroupColumns[] = [];
  let valuesLeft = limits.maxBatchValues;
  for (const group of columnGroups) {
    const start = message.starts[group.field]!;
    if (start === 0) continue;
    const cursor = new WireCursor(payload, `columns ${group.name}`, {
      start,
      end: message.ends[group.field]!,
    });
    const decoded = decodeGroup(cursor, { group, samples, steps, valuesLeft, limits });
    valuesLeft -= decoded.deviceOfRow.length * group.columns.length;
    if (decoded.deviceOfRow.length > 0) groups.push(decoded);
  }
  return { samples, tsMs, monoMs, intervalMs, groups };
}

interface GroupContext {
  readonly group: ColumnGroup;
  readonly samples: number;
  readonly steps: Steps;
  readonly valuesLeft: number;
  readonly limits: ColumnLimits;
}

function decodeGroup(
  cursor: WireCursor,
  { group, samples, steps, valuesLeft, limits }: GroupContext,
): GroupColumns {
  const { bytes } = cursor;
  const message = readMessage(cursor, groupShapes.get(group)!, limits);
  const deviceNames = group.devices ? (message.texts.get(1) ?? []) : [''];
  const labels = decodeLabels(cursor, message, { group, deviceNames });
  const layout = cursorOf(bytes, message, { field: 2, where: `columns ${group.name}.layout` });
  const { rowsPerSample, deviceOfRow } = decodeLayout(layout, {
    samples,
    names: nameIdentities(deviceNames),
    devices: group.devices,
    maxRows: Math.floor(valuesLeft / group.columns.length),
  });
  if (!layout.done) throw layout.malformed(`layout goes on after ${samples} samples`);
  const values = decodeValues(bytes, message, {
    group,
    steps,
    deviceOfRow,
    devices: deviceNames.length,
  });
  return { name: group.name, deviceNames, labels, rowsPerSample, deviceOfRow, values };
}

interface ValuesContext {
  readonly group: ColumnGroup;
  readonly steps: Steps;
  readonly deviceOfRow: Uint32Array;
  readonly devices: number;
}

/** The values of all columns; those of a column that is not there are missing. */
function decodeValues(
  bytes: Uint8Array,
  { starts, ends }: Message,
  { group, steps, deviceOfRow, devices }: ValuesContext,
): Float64Array {
  const { columns } = group;
  const rows = deviceOfRow.length;
  const values = new Float64Array(columns.length * rows);
  const target = { values, start: 0, deviceOfRow, previous: new Float64Array(devices) };
  for (let position = 0; position < columns.length; position++) {
    const { field, kind } = columns[position]!;
    const step = steps(group, columns[position]!);
    target.start = position * rows;
    if (starts[field] === 0) {
      values.fill(NaN, target.start, target.start + rows);
      continue;
    }
    const codes = new WireCursor(bytes, columnPlaces.get(group)![position]!, {
      start: starts[field]!,
      end: ends[field]!,
    });
    decoders[kind](codes, target);
    if (step > 1) multiplyColumn(codes, target, step);
  }
  return values;
}

const decoders: Readonly<Record<ColumnKind, (cursor: WireCursor, rows: ColumnRows) => void>> = {
  increment: decodeIncrements,
  gauge: decodeGauges,
  real: decodeReals,
};

/** What an error names, put together once. */
const columnPlaces: ReadonlyMap<ColumnGroup, readonly string[]> = new Map(
  columnGroups.map((group) => [group, group.columns.map(({ name }) => `columns ${group.name}.${name}`)]),
);

/** Labels by name; absent ones are '' for each device. */
function decodeLabels(
  cursor: WireCursor,
  { texts }: Message,
  { group, deviceNames }: { group: ColumnGroup; deviceNames: readonly string[] },
): Record<string, readonly string[]> {
  const labels: Record<string, readonly string[]> = {};
  if (!group.devices) return labels;
  for (const { name, field } of group.labels) {
    const list = texts.get(field) ?? deviceNames.map(() => '');
    if (list.length !== deviceNames.length) {
      throw cursor.malformed(`${list.length} texts of ${name} for ${deviceNames.length} devices`);
    }
    labels[name] = list;
  }
  checkDistinct(cursor, deviceNames, labels);
  return labels;
}

function cursorOf(
  bytes: Uint8Array,
  message: Message,
  { field, where }: { field: number; where: string },
): WireCursor {
  const start = message.starts[field]!;
  if (start === 0) throw new ProtocolError('MALFORMED', `${where}: field ${field} is not there`);
  return new WireCursor(bytes, where, { start, end: message.ends[field]! });
}

/** ts_ms has one code per sample. */
function countSamples({ bytes, position, end }: WireCursor, { maxBatchSamples }: ColumnLimits): number {
  let samples = 0;
  for (let at = position; at < end; at++) if (bytes[at]! < 0x80) samples++;
  if (samples <= maxBatchSamples) return samples;
  throw new ProtocolError('TOO_LARGE', `columns: ${samples} samples, limit ${maxBatchSamples}`);
}
