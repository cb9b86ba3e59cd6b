import type { ColumnGroup } from '../column-groups.ts';
import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import type { GroupColumns } from '../sample.ts';
import type { WireCursor } from '../wire/wire-cursor.ts';
import { countRows, decodeLayout } from './decode-layout.ts';
import { checkDistinct, nameIdentities } from './device-names.ts';
import type { TableReader } from './table-message.ts';

/** What is known of a group before its devices. */
export interface GroupHead {
  readonly samples: number;
  /** A name and labels; 0 for a group without devices. */
  readonly textsPerDevice: number;
  /** How many values the batch may still have. */
  readonly valuesLeft: number;
}

/** The devices of a group and its rows. */
export type GroupDevices = Omit<GroupColumns, 'name' | 'values'>;

/** Decodes the devices of a group. Labels that an older agent does not know are ''. */
export function decodeDevices(
  { shape, texts }: TableReader,
  group: ColumnGroup,
  { samples, textsPerDevice, valuesLeft }: GroupHead,
): GroupDevices {
  if (textsPerDevice > 0 !== group.devices) {
    throw shape.malformed(`${textsPerDevice} texts for each device of ${group.name}`);
  }
  const count = group.devices ? deviceCount(shape) : 0;
  const deviceNames = group.devices ? texts.take(count) : [''];
  const labels: Record<string, readonly string[]> = {};
  for (const [position, { name }] of group.labels.entries()) {
    labels[name] = position + 1 < textsPerDevice ? texts.take(count) : deviceNames.map(() => '');
  }
  const unknown = Math.max(0, textsPerDevice - 1 - group.labels.length);
  texts.take(unknown * count);
  checkDistinct(shape, deviceNames, labels);
  const layout = decodeLayout(shape, {
    samples,
    names: nameIdentities(deviceNames),
    devices: group.devices,
    maxRows: Math.floor(valuesLeft / group.columns.length),
  });
  return { deviceNames, labels, ...layout };
}

/** Moves over the devices of a group that this version does not know; gives its number of rows. */
export function skipDevices(
  { shape, texts }: TableReader,
  { samples, textsPerDevice, valuesLeft }: GroupHead,
): number {
  const devices = textsPerDevice > 0;
  const count = devices ? deviceCount(shape) : 0;
  texts.take(textsPerDevice * count);
  const names = Uint32Array.from({ length: count }, (_, device) => device);
  return countRows(shape, { samples, names, devices, maxRows: valuesLeft });
}

function deviceCount(shape: WireCursor): number {
  const { maxDevicesPerGroup } = protocolLimits;
  const count = shape.varint();
  if (count <= maxDevicesPerGroup) return count;
  throw new ProtocolError('TOO_LARGE', `${shape.where}: ${count} devices, limit ${maxDevicesPerGroup}`);
}
