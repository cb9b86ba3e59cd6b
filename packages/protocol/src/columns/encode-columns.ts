import { columnGroups, type ColumnGroup } from '../column-groups.ts';
import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import type { Sample } from '../sample.ts';
import { encodeText } from '../wire/text.ts';
import { WireWriter } from '../wire/wire-writer.ts';
import { ColumnWriter } from './column-writer.ts';
import { deviceRoster, type Roster } from './device-roster.ts';

/**
 * The samples of a batch as a `Columns` message (sample.proto). Throws ProtocolError for samples that break the
 * promises of `Sample` or the limits. The same samples always give the same bytes.
 */
export function encodeColumns(samples: readonly Sample[]): Uint8Array {
  const { maxBatchSamples, maxRawBytes } = protocolLimits;
  if (samples.length === 0)
    throw new ProtocolError('OUT_OF_RANGE', 'columns: a batch has at least one sample');
  if (samples.length > maxBatchSamples) throw tooLarge('samples', samples.length, maxBatchSamples);
  const out = new WireWriter(1024);
  const group = new WireWriter(1024);
  const column = new ColumnWriter();
  writeClock(out, column, { field: 1, name: 'ts_ms', cut: false, values: samples.map(({ tsMs }) => tsMs) });
  writeClock(out, column, {
    field: 2,
    name: 'mono_ms',
    cut: true,
    values: samples.map(({ monoMs }) => monoMs),
  });
  writeIntervals(out, column, samples);
  let values = 0;
  for (const definition of columnGroups) {
    const roster = deviceRoster(samples, definition);
    if (roster === undefined) continue;
    values += roster.rows * definition.columns.length;
    if (values > protocolLimits.maxBatchValues)
      throw tooLarge('values', values, protocolLimits.maxBatchValues);
    group.clear();
    writeDevices(group, definition, roster);
    for (const [position, { field }] of definition.columns.entries()) {
      column.begin();
      if (writeColumn(column, { definition, position, roster })) group.field(field, column.finish());
    }
    out.field(definition.field, group.view());
  }
  if (out.length > maxRawBytes) throw tooLarge('bytes', out.length, maxRawBytes);
  return out.view().slice();
}

function tooLarge(what: string, count: number, limit: number): ProtocolError {
  return new ProtocolError('TOO_LARGE', `columns: ${count} ${what} in one batch, limit ${limit}`);
}

interface ClockColumn {
  readonly field: number;
  readonly name: string;
  /** Whether codes that repeat at the end are left out. */
  readonly cut: boolean;
  readonly values: readonly number[];
}

function writeClock(out: WireWriter, column: ColumnWriter, { field, name, cut, values }: ClockColumn): void {
  let previous = 0;
  column.begin();
  for (const value of values) {
    checkValue(value, name);
    const difference = value - previous;
    if (difference >= 0) column.code(difference, 0);
    else column.code(-difference - 1, 1);
    previous = value;
  }
  out.field(field, cut ? column.finish() : column.whole());
}

function writeIntervals(out: WireWriter, column: ColumnWriter, samples: readonly Sample[]): void {
  column.begin();
  for (const { intervalMs } of samples) {
    checkValue(intervalMs, 'interval_ms');
    column.code(Math.floor(intervalMs / 2), intervalMs % 2);
  }
  out.field(3, column.finish());
}

function writeDevices(group: WireWriter, definition: ColumnGroup, { devices, layout }: Roster): void {
  if (definition.devices) {
    for (const { name } of devices) group.field(1, encodeText(name, `${definition.name}.name`));
    for (const [position, { field, name: label }] of definition.labels.entries()) {
      for (const { labels } of devices)
        group.field(field, encodeText(labels[position]!, `${definition.name}.${label}`));
    }
  }
  const packed = new WireWriter(layout.length + 8);
  for (const number of layout) packed.varint(number);
  group.field(2, packed.view());
}

interface ColumnSource {
  readonly definition: ColumnGroup;
  readonly position: number;
  readonly roster: Roster;
}

/** Writes the codes of one column; false: missing throughout, to be left out. */
function writeColumn(column: ColumnWriter, { definition, position, roster }: ColumnSource): boolean {
  const { columns } = definition;
  if (columns[position]!.kind === 'real') return writeReals(column, { definition, position, roster });
  const gauge = columns[position]!.kind === 'gauge';
  const previous = new Float64Array(gauge ? roster.devices.length : 0);
  let present = false;
  for (const { values, devices } of roster.readings) {
    for (let row = 0; row < devices.length; row++) {
      const value = values[row * columns.length + position]!;
      if (Number.isNaN(value)) {
        column.code(0, 0);
        continue;
      }
      checkValue(value, columns[position]!.name);
      present = true;
      if (gauge) {
        const difference = value - previous[devices[row]!]!;
        previous[devices[row]!] = value;
        column.code(Math.abs(difference), difference >= 0 ? 1 : 0);
      } else {
        column.code(Math.floor((value + 1) / 2), (value + 1) % 2);
      }
    }
  }
  return present;
}

/** As writeColumn, for doubles. */
function writeReals(column: ColumnWriter, { definition, position, roster }: ColumnSource): boolean {
  const { columns } = definition;
  let present = false;
  for (const { values, devices } of roster.readings) {
    for (let row = 0; row < devices.length; row++) {
      const value = values[row * columns.length + position]!;
      if (Math.abs(value) === Infinity) {
        const { name } = columns[position]!;
        throw new ProtocolError('OUT_OF_RANGE', `columns: ${name} is ${value}: a finite number is due`);
      }
      present ||= !Number.isNaN(value);
      column.real(value);
    }
  }
  return present;
}

function checkValue(value: number, name: string): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new ProtocolError(
    'OUT_OF_RANGE',
    `columns: ${name} is ${value}: an integer from 0 to 2^53 - 1 is due`,
  );
}
