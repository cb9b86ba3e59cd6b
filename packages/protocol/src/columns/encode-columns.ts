import { columnGroups, type ColumnGroup } from '../column-groups.ts';
import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import type { Sample } from '../sample.ts';
import { checkText, encodeTexts } from '../wire/text.ts';
import { WireWriter } from '../wire/wire-writer.ts';
import { encodeClocks } from './encode-clocks.ts';
import { writeGauges, writeIncrements, writeReals, type ColumnSource } from './encode-column.ts';
import { groupRows, type GroupRows } from './group-rows.ts';
import { tableFields } from './table-message.ts';

/** What the fields of a `Table` will hold. */
class TableParts {
  readonly codes = new WireWriter(4096);
  readonly reals = new WireWriter(0);
  readonly texts: string[] = [];
  readonly shape = new WireWriter(512);
}

/**
 * The samples of a batch as a `Table` message (sample.proto). Throws ProtocolError for samples that break the
 * promises of `Sample` or the limits. The same samples always give the same bytes.
 */
export function encodeColumns(samples: readonly Sample[]): Uint8Array {
  const { maxBatchSamples, maxBatchValues } = protocolLimits;
  if (samples.length === 0)
    throw new ProtocolError('OUT_OF_RANGE', 'columns: a batch has at least one sample');
  checkLimit('samples', samples.length, maxBatchSamples);
  const parts = new TableParts();
  parts.shape.varint(samples.length);
  encodeClocks(parts.codes, samples);
  let values = 0;
  for (const group of columnGroups) {
    const rows = groupRows(samples, group);
    if (rows === undefined) continue;
    values += rows.values.length;
    checkLimit('values', values, maxBatchValues);
    encodeDevices(parts, group, rows);
    encodeGroup(parts, group, rows);
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
    const where = position === 0 ? `${group.name}.name` : `${group.name}.${group.labels[position - 1]!.name}`;
    for (const device of devices) texts.push(checkText(device[position]!, where));
  }
}

function encodeGroup({ codes, reals, shape }: TableParts, group: ColumnGroup, rows: GroupRows): void {
  const { columns } = group;
  const { values, deviceOfRow, devices } = rows;
  const previous = new Float64Array(devices.length);
  const source: ColumnSource = { values, deviceOfRow, columns, position: 0, previous };
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
