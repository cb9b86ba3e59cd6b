import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseMountinfo, selectMounts } from "./mountinfo.js";
import { recordedProcRoot } from "./recorded-proc.js";
const recorded = (host) => readFileSync(join(recordedProcRoot, host, '1/self/mountinfo'), 'utf8');
const selected = (host, options) => selectMounts(parseMountinfo(recorded(host)), options).map(({ mountPoint }) => mountPoint);
describe('parseMountinfo', () => {
    test('reads a line with optional fields', () => {
        const [mount] = parseMountinfo('42 27 0:61 / /mnt/m rw master:7 propagate_from:2 - zfs tank/data rw,xattr\n');
        const rest = { root: '/', type: 'zfs', source: 'tank/data', readOnly: false };
        expect(mount).toEqual({ mountPoint: '/mnt/m', deviceNumber: '0:61', ...rest });
    });
    test('decodes what is escaped', () => {
        const mounts = parseMountinfo(recorded('mounts'));
        const names = mounts.map(({ mountPoint }) => mountPoint);
        expect(names).toEqual(expect.arrayContaining(['/media/USB Stick #1', '/mnt/back\\slash', '/mnt/ünïcode']));
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
        fc.assert(fc.property(fc.string(), (text) => void selectMounts(parseMountinfo(text))));
    });
});
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
    test('a file system is told by the place of its root, else by the shortest place', () => {
        const line = (root, place) => `1 2 8:1 ${root} ${place} rw - ext4 /dev/sda1 rw\n`;
        const place = (...lines) => selectMounts(parseMountinfo(lines.join(''))).map(({ mountPoint }) => mountPoint);
        expect(place(line('/sub', '/d'), line('/', '/mnt/disk'))).toEqual(['/mnt/disk']);
        expect(place(line('/', '/mnt/disk'), line('/sub', '/d'))).toEqual(['/mnt/disk']);
        expect(place(line('/a', '/mnt/a'), line('/b', '/b'), line('/c', '/mnt/c'))).toEqual(['/b']);
    });
    test('of two mounts on one place the one on top counts', () => {
        const over = selectMounts(parseMountinfo(recorded('mounts'))).find(({ mountPoint }) => mountPoint === '/mnt/over');
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
});
//# sourceMappingURL=mountinfo.test.js.map