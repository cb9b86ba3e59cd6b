import { describe, expect, test } from '@jest/globals';
import { FilesystemGroup, filesystemReading, surveyIntervalMs } from './filesystem.ts';
import type { Capacity } from './mount-survey.ts';
import { named, TextFile } from './recorded-proc.ts';

const capacity: Capacity = { bsize: 4096n, blocks: 100n, bfree: 50n, bavail: 40n, files: 10n, ffree: 5n };
const line = (mountPoint: string, number = 1) =>
  `2${number} 1 8:${number} / ${mountPoint} ro - ext4 /dev/sd${number} rw\n`;

function group(answer: () => Promise<Capacity> = () => Promise.resolve(capacity)) {
  const mountinfo = new TextFile(line('/'));
  return { mountinfo, filesystem: new FilesystemGroup({ mountinfo, statfs: answer, answerMs: 5 }) };
}

describe('filesystem group', () => {
  test('a survey starts with the first take and its reading is handed out once', async () => {
    const { filesystem } = group();
    expect(filesystem.take(0)).toBeUndefined();
    await filesystem.settled();
    const reading = filesystem.take(1_000)!;
    expect(named('filesystem', reading)).toEqual({
      '/': {
        size_bytes: 409_600,
        free_bytes: 204_800,
        available_bytes: 163_840,
        inodes_total: 10,
        inodes_free: 5,
        read_only: 1,
      },
    });
    expect(reading.labels).toEqual({ device: ['/dev/sd1'], type: ['ext4'] });
    expect(filesystem.take(2_000)).toBeUndefined();
  });

  test('the next survey starts when the interval is over, a sample early rather than late', async () => {
    let calls = 0;
    const { filesystem } = group(() => Promise.resolve(capacity).finally(() => calls++));
    const takes = [0, 1_000, surveyIntervalMs - 200, surveyIntervalMs - 50, surveyIntervalMs + 1_000];
    const callsAfter: number[] = [];
    for (const ms of takes) {
      filesystem.take(ms);
      await filesystem.settled();
      callsAfter.push(calls);
    }
    expect(callsAfter).toEqual([1, 1, 1, 2, 2]);
  });

  test('troubled mounts are counted until they answer', async () => {
    let release: (answer: Capacity) => void = () => undefined;
    const hanging = new Promise<Capacity>((resolve) => (release = resolve));
    const { filesystem } = group(() => hanging);
    filesystem.take(0);
    await filesystem.settled();
    expect(filesystem.troubledMounts).toBe(1);
    expect(filesystem.troubles).toMatchObject([{ group: 'filesystem /', code: 'MOUNT_HUNG' }]);
    release(capacity);
    await hanging;
    filesystem.take(surveyIntervalMs);
    await filesystem.settled();
    expect(filesystem.troubledMounts).toBe(0);
  });

  test('a survey that forget overtook is not seen', async () => {
    const { filesystem } = group();
    filesystem.take(0);
    filesystem.forget();
    await filesystem.settled();
    expect(filesystem.take(1)).toBeUndefined();
  });

  test('a mountinfo that cannot be read is a trouble, not an error', async () => {
    const { mountinfo, filesystem } = group();
    mountinfo.read = () => {
      throw Object.assign(new Error('gone'), { code: 'ENOENT' });
    };
    filesystem.take(0);
    await filesystem.settled();
    expect(filesystem.troubles).toEqual([{ group: 'filesystem', code: 'ENOENT', message: 'gone' }]);
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
    filesystemReading({ answers: [{ mount, capacity: { ...capacity, ...part } }], troubles: [] });

  test('a file system without blocks has no row', () => {
    expect(of({ blocks: 0n })).toEqual({ reading: undefined, troubles: [] });
  });

  test('a size that no double holds exactly is a trouble instead of a wrong number', () => {
    const { reading, troubles } = of({ bsize: 1n, blocks: 2n ** 53n });
    expect(reading).toBeUndefined();
    expect(troubles).toMatchObject([{ group: 'filesystem /m', code: 'CAPACITY_TOO_LARGE' }]);
    expect(of({ bsize: 1n, blocks: 2n ** 53n - 1n }).troubles).toEqual([]);
  });

  test('a mount point that is too long for a name is a trouble', () => {
    const long = { ...mount, mountPoint: `/${'x'.repeat(512)}` };
    const { reading, troubles } = filesystemReading({ answers: [{ mount: long, capacity }], troubles: [] });
    expect(reading).toBeUndefined();
    expect(troubles).toMatchObject([{ code: 'NAME_UNFIT' }]);
  });
});
