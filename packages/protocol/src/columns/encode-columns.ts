import { columnGroups, type ColumnGroup } from '../column-groups.ts';
import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import type { Sample } from '../sample.ts';
import { encodeText } from '../wire/text.ts';
import { WireWriter } from '../wire/wire-writer.ts';
import { ColumnWriter } from './column-writer.ts';
import { exactField } from './columns-message.ts';
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
  const exact: number[] = [];
  const groups = new WireWriter(1024);
  let values = 0;
  for (const definition of columnGroups) {
    const roster = deviceRoster(samples, definition);
    if (roster === undefined) continue;
    values += roster.rows * definition.columns.length;
    if (values > protocolLimits.maxBatchValues)
      throw tooLarge('values', values, protocolLimits.maxBatchValues);
    group.clear();
    writeDevices(group, definition, roster);
    for (const [position, { field, step }] of definition.columns.entries()) {
      const source = { definition, position, roster, step };
      if (step > 1 && !hasStep(source)) {
        source.step = 1;
        exact.push(definition.field, field);
      }
      column.begin();
      if (writeColumn(column, source)) group.field(field, column.finish());
    }
    groups.field(definition.field, group.view());
  }
  writeExact(out, exact);
  out.append(groups.view());
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

function writeExact(out: WireWriter, exact: readonly number[]): void {
  const packed = new WireWriter(8);
  packed.varint(exact.length / 2);
  for (const number of exact) packed.varint(number);
  out.field(exactField, packed.view());
}

interface ColumnSource {
  readonly definition: ColumnGroup;
  readonly position: number;
  readonly roster: Roster;
  /** By what the values are divided. */
  readonly step: number;
}

/** Whether every value that is there is a multiple of the step. */
function hasStep({ definition, position, roster, step }: ColumnSource): boolean {
  const width = definition.columns.length;
  for (const { values } of roster.readings) {
    for (let at = position; at < values.length; at += width) {
      const steps = values[at]! / step; // below 2^53 no other value divides to an integer
      if (Math.floor(steps) !== steps && steps === steps) return false;
    }
  }
  return true;
}

/** Writes the codes of one column; false: missing throughout, to be left out. */
function writeColumn(column: ColumnWriter, source: ColumnSource): boolean {
  const { definition, position, roster, step } = source;
  const { columns } = definition;
  const { name, kind } = columns[position]!;
  if (kind === 'real') return writeReals(column, source);
  const isGauge = kind === 'gauge';
  const previous = isGauge ? new Float64Array(roster.devices.length) : noLevels;
  let isPresent = false;
  let last: number | undefined;
  for (const { values, devices } of roster.readings) {
    for (let row = 0, at = position; at < values.length; row++, at += columns.length) {
      let value = values[at]!;
      if (value === last && !isGauge) {
        column.again();
        continue;
      }
      last = value;
      if (value !== value) {
        column.code(0, 0); // NaN: missing
        continue;
      }
      if (value >>> 0 !== value) checkValue(value, name);
      if (step !== 1) value /= step;
      isPresent = true;
      if (isGauge) {
        const device = devices[row]!;
        const difference = value - previous[device]!;
        previous[device] = value;
        if (difference >= 0) column.code(difference, 1);
        else column.code(-difference, 0);
      } else {
        const low = (value + 1) % 2;
        column.code((value + 1 - low) / 2, low);
      }
    }
  }
  return isPresent;
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

const noLevels = new Float64Array(0);

function checkValue(value: number, name: string): void {
  if (!Number.isSafeInteger(value) || value < 0) throw outOfRange(value, name);
}

function outOfRange(value: number, name: string): ProtocolError {
  return new ProtocolError(
    'OUT_OF_RANGE',
    `columns: ${name} is ${value}: an integer from 0 to 2^53 - 1 is due`,
  );
}
