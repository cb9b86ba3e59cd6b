import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recordedProcRoot } from '../../../testing/recorded-proc.ts';
import { parseMountinfo } from './mountinfo.ts';

const recorded = (host: string) => readFileSync(join(recordedProcRoot, host, '1/self/mountinfo'), 'utf8');
describe('parseMountinfo', () => {
  test('reads a line with optional fields', () => {
    const [mount] = parseMountinfo(
      '42 27 0:61 / /mnt/m rw master:7 propagate_from:2 - zfs tank/data rw,xattr\n',
    );
    const rest = { root: '/', type: 'zfs', source: 'tank/data', readOnly: false };
    expect(mount).toEqual({ mountPoint: '/mnt/m', deviceNumber: '0:61', ...rest });
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
