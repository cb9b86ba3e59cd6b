import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { removeFolder } from '@hostwire/testing';
import { readHostMarks } from './host-marks.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hostwire-marks-'));
});
afterEach(() => removeFolder(root));

const sha256 = (value: string) => createHash('sha256').update(value).digest('hex');

function file(path: string, content = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function link(path: string, target: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(join(root, target), join(root, path));
}

function nic(name: string, device: string, address: string): void {
  file(`sys/devices/${device}/driver`);
  file(`sys/class/net/${name}/address`, `${address}\n`);
  link(`sys/class/net/${name}/device`, `sys/devices/${device}`);
}

test('the first physical interface is the first on its bus, whatever the names and the virtual ones', () => {
  file('sys/class/net/docker0/address', '02:42:00:00:00:01\n');
  nic('eth0', 'pci0000:00/0000:00:05.0', '52:54:00:00:00:05');
  nic('eth1', 'pci0000:00/0000:00:03.0', '52:54:00:00:00:AB');
  expect(readHostMarks(root).interfaceHash).toBe(sha256('52:54:00:00:00:ab'));
});

test('a member of a bond is known by its own address; one without an address is passed over', () => {
  nic('dummy', 'pci0000:00/0000:00:01.0', '00:00:00:00:00:00');
  nic('eth0', 'pci0000:00/0000:00:03.0', '02:00:00:00:00:01');
  file('sys/class/net/eth0/bonding_slave/perm_hwaddr', '52:54:00:00:00:03\n');
  expect(readHostMarks(root).interfaceHash).toBe(sha256('52:54:00:00:00:03'));
});

test.each([
  ['by its source', '/dev/sda2', '8:9'],
  ['by its number where the source is /dev/root', '/dev/root', '8:2'],
])('the UUID of the root file system %s', (_how, source, number) => {
  file('proc/self/mountinfo', `22 1 ${number} / / rw,relatime shared:1 - ext4 ${source} rw\n`);
  file('dev/sda1');
  file('dev/sda2');
  file('sys/devices/block/sda2/size');
  link('sys/dev/block/8:2', 'sys/devices/block/sda2');
  link('dev/disk/by-uuid/aaaa-1111', 'dev/sda1');
  link('dev/disk/by-uuid/bbbb-2222', 'dev/sda2');
  expect(readHostMarks(root).rootFsHash).toBe(sha256('bbbb-2222'));
});

test('what a machine does not have is empty, and what it has is hashed', () => {
  expect(readHostMarks(root)).toEqual({ interfaceHash: '', rootFsHash: '', productHash: '' });
  file('sys/class/dmi/id/product_uuid', '4C4C4544-0042\n');
  expect(readHostMarks(root).productHash).toBe(sha256('4C4C4544-0042'));
});
