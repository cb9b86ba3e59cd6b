import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RecordedHost } from '@hostwire/testing/fixtures';
import { parseMountinfo as parseBytes } from '../../files/mountinfo.ts';
import { selectMounts, type MountFilterOptions } from './select-mounts.ts';

const parseMountinfo = (text: string) => parseBytes(Buffer.from(text));

const recorded = (host: string) => new RecordedHost(`proc/${host}`).text('1/self/mountinfo');
const selected = (host: string, options?: MountFilterOptions) =>
  selectMounts(parseMountinfo(recorded(host)), options).map(({ mountPoint }) => mountPoint);

describe('selectMounts', () => {
  test('reports each file system that holds data once', () => {
    expect(selected('mounts')).toEqual([
      '/', // not its bind mount /mnt/d
      '/boot/efi',
      '/home', // not /srv/snapshots, another subvolume
      '/media/USB Stick #1',
      '/mnt/back\\slash',
      '/mnt/master',
      '/mnt/nfs',
      '/mnt/over',
      '/mnt/ünïcode',
    ]);
  });

  test('a file system is named by the place of its root, else by the shortest place', () => {
    const line = (root: string, place: string) => `1 2 8:1 ${root} ${place} rw - ext4 /dev/sda1 rw\n`;
    const place = (...lines: string[]) =>
      selectMounts(parseMountinfo(lines.join(''))).map(({ mountPoint }) => mountPoint);
    expect(place(line('/sub', '/d'), line('/', '/mnt/disk'))).toEqual(['/mnt/disk']);
    expect(place(line('/', '/mnt/disk'), line('/sub', '/d'))).toEqual(['/mnt/disk']);
    expect(place(line('/a', '/mnt/a'), line('/b', '/b'), line('/c', '/mnt/c'))).toEqual(['/b']);
  });

  test('of two mounts on one place the one on top counts', () => {
    const over = selectMounts(parseMountinfo(recorded('mounts'))).find(
      ({ mountPoint }) => mountPoint === '/mnt/over',
    );
    expect(over).toMatchObject({ source: '/dev/sde1', readOnly: true });
  });

  test('the root of a container is reported though it is an overlay', () => {
    expect(selected('container')).toEqual(['/', '/data']);
  });

  test('tmpfs is reported when asked for by type or by place', () => {
    expect(selected('mounts', { mounts: { include: ['/dev/shm'] } })).toContain('/dev/shm');
    expect(selected('mounts', { types: { include: ['tmpfs'] } })).not.toContain('/dev/shm'); // /dev/* is left out
    const both = { types: { include: ['tmpfs'] }, mounts: { exclude: ['/run/*'] } };
    expect(selected('mounts', both)).toContain('/dev/shm');
    expect(selected('mounts', both)).not.toContain('/run/user/1000');
  });

  test('own filters leave out places and types', () => {
    const options = {
      mounts: { exclude: ['/media/*'] },
      types: { exclude: ['nfs*', 'tmpfs', 'proc', 'sysfs'] },
    };
    const left = selected('mounts', options);
    expect(left).not.toContain('/mnt/nfs');
    expect(left).not.toContain('/media/USB Stick #1');
  });

  test('property: never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void selectMounts(parseMountinfo(text))));
  });
});
