import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { named, TextFile } from '../../../testing/recorded-proc.ts';
import { FilesystemGroup, filesystemReading, blockedMounts } from './filesystem.ts';
import type { Capacity } from './filesystem/capacity.ts';

const capacity: Capacity = { bsize: 4096n, blocks: 100n, bfree: 50n, bavail: 40n, files: 10n, ffree: 5n };
const line = (mountPoint: string, number = 1) =>
  `2${number} 1 8:${number} / ${mountPoint} ro - ext4 /dev/sd${number} rw\n`;

function group(answer: () => Promise<Capacity> = () => Promise.resolve(capacity)) {
  const mountinfo = new TextFile(line('/'));
  return { mountinfo, filesystem: new FilesystemGroup({ mountinfo, statfs: answer, answerMs: 5 }) };
}

describe('filesystem group', () => {
  test('a collection has a row for each mount', async () => {
    const { readings, issues } = await group().filesystem.collect();
    expect(named('filesystem', readings.filesystem!)).toEqual({
      '/': {
        size_bytes: 409_600,
        free_bytes: 204_800,
        available_bytes: 163_840,
        inodes_total: 10,
        inodes_free: 5,
        read_only: 1,
      },
    });
    expect(readings.filesystem!.labels).toEqual({ device: ['/dev/sd1'], type: ['ext4'] });
    expect(issues).toEqual([]);
  });

  test('another filter holds from the next collection on, though the mounts are the same', async () => {
    const { filesystem } = group();
    await filesystem.collect();
    filesystem.configure({ filters: { filesystemTypes: { exclude: ['ext4'] }, mounts: { exclude: ['/'] } } });
    expect((await filesystem.collect()).readings).toEqual({});
  });

  test('blocked mounts are counted until they answer', async () => {
    let release: (answer: Capacity) => void = () => undefined;
    const hanging = new Promise<Capacity>((resolve) => (release = resolve));
    const { filesystem } = group(() => hanging);
    const { issues } = await filesystem.collect();
    expect(blockedMounts(issues)).toBe(1);
    expect(issues).toMatchObject([{ group: 'filesystem', device: '/', code: 'MOUNT_HUNG' }]);
    release(capacity);
    await hanging;
    expect(blockedMounts((await filesystem.collect()).issues)).toBe(0);
  });
});

describe('filesystemReading', () => {
  const mount = {
    id: 21,
    parentId: 1,
    mountPoint: '/m',
    path: '/m',
    deviceNumber: '8:1',
    root: '/',
    type: 'ext4',
    source: '/dev/sda',
    readOnly: false,
  };
  const of = (part: Partial<Capacity>) =>
    filesystemReading({ answers: [{ mount, capacity: { ...capacity, ...part } }], issues: [] });

  test('a file system without blocks has no row', () => {
    expect(of({ blocks: 0n })).toEqual({ reading: undefined, issues: [] });
  });

  const row = (part: Partial<Capacity>) => {
    const { reading, issues } = of(part);
    return { row: named('filesystem', reading!)['/m']!, issues };
  };
  const all = 2n ** 64n - 1n;

  test('what the file system does not know is missing, and no issue', () => {
    const { row: ceph, issues } = row({ files: 700n, ffree: all });
    expect(ceph).toMatchObject({ size_bytes: 409_600, inodes_total: 700, inodes_free: null });
    expect(row({ files: all, ffree: all }).row).toMatchObject({ inodes_total: null, inodes_free: null });
    expect(issues).toEqual([]);
  });

  test('less than nothing for users is nothing', () => {
    expect(row({ bavail: BigInt.asUintN(64, -5n) }).row).toMatchObject({
      available_bytes: 0,
      free_bytes: 204_800,
    });
  });

  test('blocks count in fragments, as df has it', () => {
    const { row: virtiofs } = row({ bsize: 1_048_576n, frsize: 4096n });
    expect(virtiofs).toMatchObject({ size_bytes: 409_600, free_bytes: 204_800, available_bytes: 163_840 });
  });

  test.each<[string, Partial<Capacity>, string]>([
    ['more free than there is', { bfree: 101n }, 'free_bytes'],
    ['more for users than there is', { bavail: 101n }, 'available_bytes'],
    ['more inodes free than there are', { ffree: 11n }, 'inodes_free'],
    ['more than 2^53', { bsize: 1n, blocks: 2n ** 53n }, 'size_bytes'],
  ])('%s: that value is missing and named, the others stay', (_, part, column) => {
    const { row: values, issues } = row(part);
    expect(Object.keys(values).filter((name) => values[name] === null)).toEqual([column]);
    expect(issues).toMatchObject([{ group: 'filesystem', device: '/m', code: 'VALUE_IMPOSSIBLE' }]);
    expect(issues[0]!.message).toContain(column);
  });

  test('blocks of unknown size are missing, inodes are not', () => {
    const { row: values } = row({ frsize: undefined });
    expect(values).toMatchObject({ size_bytes: null, free_bytes: null, inodes_free: 5 });
  });

  test('property: whatever statfs says, each value can be sent, and free is no more than there is', () => {
    const odd = fc.oneof(
      fc.bigInt({ min: 0n, max: all }),
      fc.constantFrom(0n, 1n, all, all - 127n, 2n ** 63n, 2n ** 53n, 2n ** 53n - 1n),
    );
    const hostile = fc.record({ bsize: odd, blocks: odd, bfree: odd, bavail: odd, files: odd, ffree: odd });
    fc.assert(
      fc.property(hostile, (answer) => {
        const { reading } = filesystemReading({ answers: [{ mount, capacity: answer }], issues: [] });
        const values = reading === undefined ? {} : named('filesystem', reading)['/m']!;
        for (const value of Object.values(values))
          expect(value === null || (Number.isSafeInteger(value) && value >= 0)).toBe(true);
        const { size_bytes: size, free_bytes: free, available_bytes: available } = values;
        expect((free ?? 0) <= (size ?? Infinity) && (available ?? 0) <= (size ?? Infinity)).toBe(true);
      }),
    );
  });

  test('a mount point that is too long for a name is an issue', () => {
    const long = { ...mount, mountPoint: `/${'x'.repeat(512)}` };
    const { reading, issues } = filesystemReading({ answers: [{ mount: long, capacity }], issues: [] });
    expect(reading).toBeUndefined();
    expect(issues).toMatchObject([{ code: 'NAME_UNFIT' }]);
  });
});
