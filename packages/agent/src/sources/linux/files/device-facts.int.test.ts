/** Trees of /sys as kernels make them, in a folder. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { named, TextFile } from '../../../testing/recorded-proc.ts';
import { DiskGroup } from '../groups/disk.ts';
import { NetworkGroup } from '../groups/network.ts';
import { DeviceFactsCache, diskFacts, interfaceFacts } from './device-facts.ts';
import { Uevents } from './uevents.ts';

let sys: string;
beforeEach(() => {
  sys = mkdtempSync(join(tmpdir(), 'hostwire-facts-'));
});
afterEach(() => rmSync(sys, { recursive: true }));

function write(path: string, text = ''): void {
  mkdirSync(dirname(join(sys, path)), { recursive: true });
  writeFileSync(join(sys, path), `${text}\n`);
}

function folder(path: string): void {
  mkdirSync(join(sys, path), { recursive: true });
}

function link(path: string, to: string): void {
  mkdirSync(dirname(join(sys, path)), { recursive: true });
  symlinkSync(to, join(sys, path));
}

function nic(
  name: string,
  { master, lower }: { master?: string; lower?: string } = {},
  hardware = true,
): void {
  write(`class/net/${name}/ifindex`, '1');
  write(`class/net/${name}/type`, '1');
  if (hardware) folder(`class/net/${name}/device`);
  if (master !== undefined) link(`class/net/${name}/master`, `../${master}`);
  if (lower !== undefined) link(`class/net/${name}/lower_${lower}`, `../${lower}`);
}

function kinds(names: readonly string[]): Record<string, string> {
  const found = interfaceFacts(sys)(names).map(({ kind, parent }) => `${kind} ${parent}`.trim());
  return Object.fromEntries(names.map((name, i): [string, string] => [name, found[i]!]));
}

describe('interfaces', () => {
  test('a bond with a VLAN, a bridge with the tap of a machine, a tunnel', () => {
    nic('eth0', { master: 'bond0' });
    nic('eth1', { master: 'bond0' });
    nic('bond0', { lower: 'eth0' }, false);
    nic('bond0.7', { lower: 'bond0' }, false);
    nic('eth2', { master: 'br0' });
    nic('br0', { lower: 'eth2' }, false);
    nic('vnet3', { master: 'br0' }, false);
    nic('wg0', {}, false);
    nic('eth3');
    const names = ['eth0', 'eth1', 'bond0', 'bond0.7', 'eth2', 'br0', 'vnet3', 'wg0', 'eth3', 'gone'];
    expect(kinds(names)).toEqual({
      eth0: 'member bond0',
      eth1: 'member bond0',
      bond0: 'virtual eth0',
      'bond0.7': 'virtual bond0',
      eth2: 'member br0',
      br0: 'virtual eth2',
      vnet3: 'virtual br0',
      wg0: 'virtual',
      eth3: 'physical',
      gone: '',
    });
  });

  test('in a container what leads out stands for hardware; a tunnel in it does not', () => {
    nic('eth0', {}, false);
    nic('wg0', {}, false);
    write('class/net/wg0/type', '65534');
    expect(kinds(['eth0', 'wg0'])).toEqual({ eth0: 'physical', wg0: 'virtual' });
  });
});

test('disks: an array over partitions, two paths to one disk, LVM, a ZFS volume', () => {
  const disk = (name: string, of: { slaves?: string[]; holders?: string[] } = {}) => {
    folder(`class/block/${name}/slaves`);
    folder(`class/block/${name}/holders`);
    for (const slave of of.slaves ?? []) folder(`class/block/${name}/slaves/${slave}`);
    for (const holder of of.holders ?? []) folder(`class/block/${name}/holders/${holder}`);
  };
  disk('sda');
  folder('devices/sda/sda2');
  write('devices/sda/sda2/partition', '2');
  link('class/block/sda2', '../../devices/sda/sda2');
  disk('md0', { slaves: ['sda2'] });
  disk('sdb', { holders: ['dm-0'] });
  disk('sdc', { holders: ['dm-0'] });
  disk('dm-0', { slaves: ['sdb', 'sdc'], holders: ['dm-1'] });
  disk('dm-1', { slaves: ['dm-0'] });
  disk('zd0');
  disk('cciss!c0d0');
  const names = ['sda', 'md0', 'sdb', 'sdc', 'dm-0', 'dm-1', 'zd0', 'cciss/c0d0', 'gone'];
  const found = diskFacts(sys)(names).map(({ kind, parent }) => `${kind} ${parent}`.trim());
  expect(found).toEqual([
    'physical',
    'virtual sda',
    'member dm-0',
    'member dm-0',
    'virtual sdb',
    'virtual dm-0',
    'virtual',
    'physical',
    '',
  ]);
});

describe('a device under the name of another', () => {
  const netDev = (bytes: Record<string, number>) =>
    `Inter-|\n face |\n${Object.entries(bytes)
      .map(([name, count]) => `${name}: ${count} 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n`)
      .join('')}`;
  const seqnum = new TextFile('1');

  test('two interfaces that swap their names have no increments then', () => {
    nic('eth0');
    nic('eth1');
    const index = (of: Record<string, number>) => {
      for (const [name, value] of Object.entries(of)) write(`class/net/${name}/ifindex`, String(value));
    };
    index({ eth0: 2, eth1: 3 });
    const file = new TextFile(netDev({ eth0: 1_000, eth1: 84_000_000 }));
    const group = new NetworkGroup(file, new DeviceFactsCache(interfaceFacts(sys), new Uevents(seqnum)));
    const received = (ms: number, bytes: Record<string, number>) => {
      file.text = netDev(bytes);
      const { network } = group.read(ms);
      const values = network === undefined ? {} : named('network', network);
      return Object.fromEntries(Object.entries(values).map(([name, row]) => [name, row['receive_bytes']]));
    };
    received(0, { eth0: 1_000, eth1: 84_000_000 });
    expect(received(1_000, { eth0: 1_010, eth1: 84_000_020 })).toEqual({ eth0: 10, eth1: 20 });
    index({ eth0: 3, eth1: 2 });
    seqnum.text = '2';
    expect(received(2_000, { eth0: 84_000_050, eth1: 1_030 })).toEqual({});
    expect(received(3_000, { eth0: 84_000_051, eth1: 1_032 })).toEqual({ eth0: 1, eth1: 2 });
  });

  const diskstats = (number: string, sectors: number) =>
    `${number} dm-0 1 0 ${sectors} 1 1 0 8 1 0 1 1 0 0 0 0\n`;

  test('a disk with another number, or made again under the same, has none then', () => {
    folder('class/block/dm-0');
    write('class/block/dm-0/diskseq', '7');
    const file = new TextFile(diskstats('253 0', 100));
    const group = new DiskGroup(file, new DeviceFactsCache(diskFacts(sys), new Uevents(seqnum)));
    const read = (ms: number, number: string, sectors: number) => {
      file.text = diskstats(number, sectors);
      return group.read(ms).disk?.values[1];
    };
    read(0, '253 0', 100);
    expect(read(1_000, '253 0', 101)).toBe(512);
    expect(read(2_000, '253 1', 900)).toBeUndefined();
    expect(read(3_000, '253 1', 902)).toBe(1_024);
    write('class/block/dm-0/diskseq', '8');
    seqnum.text = '3';
    expect(read(4_000, '253 1', 10_000)).toBeUndefined();
    expect(read(5_000, '253 1', 10_001)).toBe(512);
  });

  test('the facts are looked up when the kernel announced something, and every 30 s', () => {
    let lookUps = 0;
    const cache = new DeviceFactsCache((names) => {
      lookUps++;
      return names.map(() => ({ identity: '', kind: '', parent: '' }));
    }, new Uevents(seqnum));
    const table = { devices: ['a'], fields: new Float64Array(), leftOut: 0 };
    const lookedUpAt = (ms: number) => {
      const before = lookUps;
      cache.complete(table, ms);
      return lookUps > before;
    };
    expect([0, 1_000, 2_000].map(lookedUpAt)).toEqual([true, false, false]);
    seqnum.text = '4';
    expect([3_000, 4_000, 31_000, 32_000].map(lookedUpAt)).toEqual([true, false, true, false]);
  });
});
