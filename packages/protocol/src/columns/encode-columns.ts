import { columnGroups, type ColumnGroup } from '../column-groups.ts';
import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import type { Sample } from '../sample.ts';
import { encodeTexts } from '../wire/text.ts';
import { WireWriter } from '../wire/wire-writer.ts';
import { encodeClocks } from './encode-clocks.ts';
import { writeGauges, writeIncrements, writeReals, type ColumnSource } from './encode-column.ts';
import { groupRows, type GroupRows } from './group-rows.ts';
import { ignoreLeftOut, type ReportLeftOut } from './left-out.ts';
import { tableFields } from './table-message.ts';

/** What the fields of a `Table` will hold. */
class TableParts {
  readonly codes = new WireWriter(4096);
  readonly reals = new WireWriter(0);
  readonly texts: string[] = [];
  readonly shape = new WireWriter(512);
}

/**
 * The samples of a batch as a `Table` message (sample.proto). A value, a row or a group that no batch can hold is left
 * out and reported; the rest goes on. Throws ProtocolError for clocks that are none (`hasClocks`) and for more than the
 * limits of a batch. The same samples always give the same bytes.
 */
export function encodeColumns(samples: readonly Sample[], report: ReportLeftOut = ignoreLeftOut): Uint8Array {
  const { maxBatchSamples, maxBatchValues } = protocolLimits;
  if (samples.length === 0)
    throw new ProtocolError('OUT_OF_RANGE', 'columns: a batch has at least one sample');
  checkLimit('samples', samples.length, maxBatchSamples);
  const parts = new TableParts();
  parts.shape.varint(samples.length);
  encodeClocks(parts.codes, samples);
  let values = 0;
  for (const group of columnGroups) {
    const rows = groupRows(samples, group, report);
    if (rows === undefined) continue;
    values += rows.values.length;
    checkLimit('values', values, maxBatchValues);
    encodeDevices(parts, group, rows);
    encodeGroup(parts, rows, { group, report });
  }
  return tableOf(parts);
}

function encodeDevices(
  { texts, shape }: TableParts,
  group: ColumnGroup,
  { devices, layout }: GroupRows,
): void {
  const textsPerDevice = group.devices ? 1 + group.labels.length : 0;
  shape.varint(group.field);
  shape.varint(textsPerDevice);
  if (group.devices) shape.varint(devices.length);
  for (let i = 0; i < layout.length; i++) shape.varint(layout[i]!);
  for (let position = 0; position < textsPerDevice; position++) {
    for (const device of devices) texts.push(device[position]!);
  }
}

function encodeGroup(
  { codes, reals, shape }: TableParts,
  rows: GroupRows,
  { group, report }: { group: ColumnGroup; report: ReportLeftOut },
): void {
  const { columns } = group;
  const { values, deviceOfRow, devices } = rows;
  const previous = new Float64Array(devices.length);
  const leaveOut = (row: number, position: number) => {
    const device = devices[deviceOfRow[row]!]![0]!;
    report({ reason: 'value', group: group.name, device, column: columns[position]!.name });
  };
  const source: ColumnSource = { values, deviceOfRow, columns, position: 0, previous, leaveOut };
  shape.varint(columns.length);
  for (let position = 0; position < columns.length; position++) {
    const { kind, step } = columns[position]!;
    source.position = position;
    if (kind === 'increment') shape.byte(writeIncrements(codes, source, step));
    else if (kind === 'gauge') shape.byte(writeGauges(codes, source, step));
    else shape.byte(writeReals(reals, source));
  }
}

function tableOf({ codes, reals, texts, shape }: TableParts): Uint8Array {
  const { maxRawBytes, maxBatchTexts } = protocolLimits;
  checkLimit('texts', texts.length, maxBatchTexts);
  const out = new WireWriter(codes.length + reals.length + shape.length + 1024);
  out.field(tableFields.codes, codes.view());
  if (reals.length > 0) out.field(tableFields.reals, reals.view());
  if (texts.length > 0) out.field(tableFields.texts, encodeTexts(texts));
  out.field(tableFields.shape, shape.view());
  checkLimit('bytes', out.length, maxRawBytes);
  return out.view().slice();
}

function checkLimit(what: string, count: number, limit: number): void {
  if (count <= limit) return;
  throw new ProtocolError('TOO_LARGE', `columns: ${count} ${what} in one batch, limit ${limit}`);
}
