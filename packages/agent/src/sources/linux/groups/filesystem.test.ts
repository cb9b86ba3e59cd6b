import { describe, expect, test } from '@jest/globals';
import { named, TextFile } from '../../../testing/recorded-proc.ts';
import { FilesystemGroup, filesystemReading, blockedMounts } from './filesystem.ts';
import type { Capacity } from './filesystem/mount-probe.ts';

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

  test('troubled mounts are counted until they answer', async () => {
    let release: (answer: Capacity) => void = () => undefined;
    const hanging = new Promise<Capacity>((resolve) => (release = resolve));
    const { filesystem } = group(() => hanging);
    const { issues } = await filesystem.collect();
    expect(blockedMounts(issues)).toBe(1);
    expect(issues).toMatchObject([{ group: 'filesystem /', code: 'MOUNT_HUNG' }]);
    release(capacity);
    await hanging;
    expect(blockedMounts((await filesystem.collect()).issues)).toBe(0);
  });
});

describe('filesystemReading', () => {
  const mount = {
    mountPoint: '/m',
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

  test('a size that no double holds exactly is a issue instead of a wrong number', () => {
    const { reading, issues } = of({ bsize: 1n, blocks: 2n ** 53n });
    expect(reading).toBeUndefined();
    expect(issues).toMatchObject([{ group: 'filesystem /m', code: 'CAPACITY_TOO_LARGE' }]);
    expect(of({ bsize: 1n, blocks: 2n ** 53n - 1n }).issues).toEqual([]);
  });

  test('a mount point that is too long for a name is a issue', () => {
    const long = { ...mount, mountPoint: `/${'x'.repeat(512)}` };
    const { reading, issues } = filesystemReading({ answers: [{ mount: long, capacity }], issues: [] });
    expect(reading).toBeUndefined();
    expect(issues).toMatchObject([{ code: 'NAME_UNFIT' }]);
  });
});
