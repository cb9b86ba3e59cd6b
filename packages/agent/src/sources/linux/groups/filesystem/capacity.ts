import type { BigIntStatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { columnGroup } from '@hostwire/protocol';
import { columnPosition } from '../../../sampling/columns.ts';
import type { Mount } from '../../files/mountinfo.ts';
import { FragmentSizes } from './fragment-size.ts';

/** What statfs(2) says of a mount, as 64 bits without a sign. */
export interface Capacity extends Pick<
  BigIntStatsFs,
  'bsize' | 'blocks' | 'bfree' | 'bavail' | 'files' | 'ffree'
> {
  /** What blocks are counted in; undefined: not known. Without it, in `bsize`. */
  readonly frsize?: bigint | undefined;
}

export type Statfs = (mount: Mount) => Promise<Capacity>;

/** statfs(2) of a host whose mounts are seen below `root`. */
export function systemStatfs(root = ''): Statfs {
  const fragmentSizes = new FragmentSizes();
  return async (mount) => {
    const path =
      typeof mount.path === 'string'
        ? `${root}${mount.path}`
        : Buffer.concat([Buffer.from(root), mount.path]);
    const capacity = await statfs(path, { bigint: true });
    return fragmentSizes.mayDiffer(mount, capacity.bsize)
      ? { ...capacity, frsize: (await fragmentSizes.of(mount, path)) ?? smallOrUnknown(capacity.bsize) }
      : capacity;
  };
}

/** Blocks are not larger than what reads should have, and a program that says nothing about either has 4 KiB or less. */
function smallOrUnknown(bsize: bigint): bigint | undefined {
  return bsize <= 4096n ? bsize : undefined;
}

const position = {
  size: columnPosition('filesystem', 'size_bytes'),
  free: columnPosition('filesystem', 'free_bytes'),
  available: columnPosition('filesystem', 'available_bytes'),
  inodesTotal: columnPosition('filesystem', 'inodes_total'),
  inodesFree: columnPosition('filesystem', 'inodes_free'),
  readOnly: columnPosition('filesystem', 'read_only'),
};
const width = columnGroup('filesystem').columns.length;

/** A value that cannot be, and is missing for that. */
export interface Impossible {
  readonly column: string;
  readonly why: string;
}

/**
 * A row of the group, with NaN for what the file system does not know (all bits set) and for what cannot be: more free
 * than there is, more than 2^53, blocks of unknown size. Less than nothing for users, when root has used of its reserve, is
 * nothing.
 */
export function capacityRow(mount: Mount, capacity: Capacity): { row: number[]; impossible: Impossible[] } {
  const { blocks, bfree, bavail, files, ffree } = capacity;
  const unit = 'frsize' in capacity ? capacity.frsize : capacity.bsize;
  const impossible: Impossible[] = [];
  const value = (column: string, count: bigint, of: { whole: bigint; unit: bigint | undefined }): number => {
    if (count === unknown) return NaN;
    const why = whyImpossible(count, of);
    if (why === undefined) return Number(count * of.unit!);
    impossible.push({ column, why });
    return NaN;
  };
  const row = new Array<number>(width).fill(NaN);
  const [inBlocks, inFiles] = [
    { whole: blocks, unit },
    { whole: files, unit: 1n },
  ];
  row[position.size] = value('size_bytes', blocks, inBlocks);
  row[position.free] = value('free_bytes', bfree, inBlocks);
  row[position.available] = value('available_bytes', notNegative(bavail), inBlocks);
  row[position.inodesTotal] = value('inodes_total', files, inFiles);
  row[position.inodesFree] = files === unknown ? NaN : value('inodes_free', ffree, inFiles);
  row[position.readOnly] = mount.readOnly ? 1 : 0;
  return { row, impossible };
}

const unknown = 2n ** 64n - 1n;

function whyImpossible(count: bigint, of: { whole: bigint; unit: bigint | undefined }): string | undefined {
  if (of.unit === undefined) return 'it counts in blocks whose size is not known';
  if (count > of.whole) return `${count} of ${of.whole} are free`;
  if (count * of.unit > BigInt(Number.MAX_SAFE_INTEGER))
    return 'it is more than 2^53, which no value holds exactly';
  return undefined;
}

function notNegative(count: bigint): bigint {
  return BigInt.asIntN(64, count) < 0n ? 0n : count;
}
