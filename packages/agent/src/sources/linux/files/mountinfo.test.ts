import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RecordedHost } from '@hostwire/testing/fixtures';
import { parseMountinfo as parseBytes, reachableMounts } from './mountinfo.ts';

const parseMountinfo = (text: string) => parseBytes(Buffer.from(text));

const recorded = (host: string) => new RecordedHost(`proc/${host}`).text('1/self/mountinfo');
describe('parseMountinfo', () => {
  test('reads a line with optional fields', () => {
    const [mount] = parseMountinfo(
      '42 27 0:61 / /mnt/m rw master:7 propagate_from:2 - zfs tank/data rw,xattr\n',
    );
    const rest = { root: '/', type: 'zfs', source: 'tank/data', readOnly: false };
    expect(mount).toEqual({
      id: 42,
      parentId: 27,
      mountPoint: '/mnt/m',
      path: '/mnt/m',
      deviceNumber: '0:61',
      ...rest,
    });
  });

  test('decodes what is escaped', () => {
    const mounts = parseMountinfo(recorded('mounts'));
    const names = mounts.map(({ mountPoint }) => mountPoint);
    expect(names).toEqual(
      expect.arrayContaining(['/media/USB Stick #1', '/mnt/back\\slash', '/mnt/ünïcode']),
    );
    expect(mounts.find(({ type }) => type === 'nfs4')?.source).toBe('filer:/export/with blank');
  });

  test('a mount or a file system that is read-only is read-only', () => {
    const readOnly = parseMountinfo(recorded('mounts')).filter((mount) => mount.readOnly);
    expect(readOnly.map(({ mountPoint }) => mountPoint)).toEqual([
      '/mnt/back\\slash',
      '/snap/core/1',
      '/mnt/over',
    ]);
  });

  test('leaves out what is no mount', () => {
    expect(parseMountinfo('\nno mount\n1 2 3:4 / /x rw - \n1 2 3:4 / /x rw ext4 /dev/sda rw\n')).toEqual([]);
  });

  test('property: never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseMountinfo(text)));
  });
});

describe('reachableMounts', () => {
  const reachable = (...lines: string[]) =>
    reachableMounts(parseMountinfo(lines.map((line) => `${line} rw - ext4 /dev/x rw\n`).join(''))).map(
      ({ id }) => id,
    );

  test('a mount that a later one on a folder above covers is not', () => {
    expect(reachable('20 1 8:1 / /', '21 20 8:2 / /a/b', '22 20 8:3 / /a')).toEqual([20, 22]);
    expect(reachable('20 1 8:1 / /', '22 20 8:3 / /a', '21 22 8:2 / /a/b')).toEqual([20, 22, 21]);
  });

  test('of mounts on one place the last is', () => {
    expect(reachable('20 1 8:1 / /', '21 20 8:2 / /a', '22 21 8:3 / /a')).toEqual([20, 22]);
  });

  test('what is below a covered mount is covered too', () => {
    expect(reachable('20 1 8:1 / /', '21 20 8:2 / /a', '23 21 8:4 / /a/b', '22 21 8:3 / /a')).toEqual([
      20, 22,
    ]);
  });

  test('a root over the root of the boot is the root', () => {
    expect(reachable('1 1 0:2 / /', '20 1 8:1 / /', '21 20 8:2 / /home')).toEqual([20, 21]);
  });

  test('mounts on one that is not listed (a chroot, a container) are on the top', () => {
    expect(reachable('31 9 8:2 / /data', '32 9 8:3 / /srv')).toEqual([31, 32]);
  });

  test('a place that was removed is not', () => {
    expect(reachable('20 1 8:1 / /', '21 20 8:2 / /gone//deleted')).toEqual([20]);
  });

  test('property: a list that contradicts itself neither throws nor goes on for ever', () => {
    const id = fc.integer({ min: 1, max: 4 });
    const place = fc.constantFrom('/', '/a', '/a/b', '/a/b/c', '');
    const line = fc.tuple(id, id, place).map(([own, parent, at]) => `${own} ${parent} 8:1 / ${at}`);
    fc.assert(fc.property(fc.array(line, { maxLength: 8 }), (lines) => void reachable(...lines)));
  });
});

test('names that are not UTF-8 are told apart, and their bytes are what system calls get', () => {
  const [a, b] = ['\xff', '\xfe'].map(
    (name) => parseBytes(Buffer.from(`21 20 8:2 / /m${name} rw - ext4 /dev/x rw\n`, 'latin1'))[0]!,
  );
  expect([a!.mountPoint, b!.mountPoint]).toEqual(['/m\\xff', '/m\\xfe']);
  expect(a!.path).toEqual(Buffer.from('/m\xff', 'latin1'));
});
