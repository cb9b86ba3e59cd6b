/**
 * Reads a `Table` message (sample.proto) from a peer that is not trusted.
 *
 * `shape` leads: it says which group and column the next texts, codes and reals belong to. What is allocated is held
 * against a limit before: samples, rows from the layout of a group, values = rows · columns summed over all groups.
 * Every other step takes bytes that are there.
 */
import { columnGroups, type ColumnGroup } from '../column-groups.ts';
import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import type { GroupColumns, SampleColumns } from '../sample.ts';
import { decodeClocks } from './decode-clocks.ts';
import { decodeDevices, skipDevices, type GroupHead } from './decode-devices.ts';
import { decodeValues, skipValues } from './decode-values.ts';
import { readTable, type TableReader } from './table-message.ts';

const groupOfField = new Map(columnGroups.map((group) => [group.field, group]));

/** The samples of a payload, as columns. Throws ProtocolError, and nothing else, for anything but a valid one. */
export function decodeColumns(payload: Uint8Array): SampleColumns {
  const table = readTable(payload);
  const { shape, codes, reals, texts } = table;
  const { maxBatchSamples, maxBatchValues } = protocolLimits;
  const samples = shape.varint();
  if (samples === 0) throw shape.malformed('a batch without samples');
  if (samples > maxBatchSamples) {
    throw new ProtocolError('TOO_LARGE', `columns: ${samples} samples, limit ${maxBatchSamples}`);
  }
  const clocks = decodeClocks(codes, samples);
  const groups: GroupColumns[] = [];
  let valuesLeft: number = maxBatchValues;
  let lastField = 0;
  while (!shape.done) {
    const field = shape.varint();
    if (field <= lastField) throw shape.malformed(`group ${field} after group ${lastField}`);
    lastField = field;
    const group = groupOfField.get(field);
    const head: GroupHead = { samples, textsPerDevice: shape.varint(), valuesLeft };
    if (group === undefined) {
      skipValues(table, skipDevices(table, head));
      continue;
    }
    const decoded = decodeGroup(table, group, head);
    valuesLeft -= decoded.values.length;
    if (decoded.deviceOfRow.length > 0) groups.push(decoded);
  }
  if (!codes.done || !reals.done || !texts.done) {
    throw codes.malformed('more codes, reals or texts than the shape has');
  }
  return { samples, ...clocks, groups };
}

function decodeGroup(table: TableReader, group: ColumnGroup, head: GroupHead): GroupColumns {
  const devices = decodeDevices(table, group, head);
  return { name: group.name, ...devices, values: decodeValues(table, group, devices) };
}
