import { describe, expect, test } from '@jest/globals';
import { decodeFrame, encodeFrame, protocolLimits } from '@hostwire/protocol';
import fc from 'fast-check';
import { osName, type HostFacts } from './host-facts.ts';
import { mergeInventory, withinLimits } from './merge.ts';
import { readParts } from './part.ts';

const facts: HostFacts = {
  hostname: 'db1',
  os: 'Debian GNU/Linux 12',
  kernel: '6.1.0',
  arch: 'x64',
  bootId: '01234567-89ab-cdef-0123-456789abcdef',
  bootedMs: 1_795_444_341_000,
  cpuModel: 'from cpuinfo',
  cpuCores: 2,
  cpuPhysicalCores: 0,
  cpuSockets: 0,
  memoryBytes: 25_276_514_304,
  virtualisation: '',
  cloud: '',
  container: '',
  manufacturer: '',
  model: '',
  disks: [],
  interfaces: [{ name: 'eth0', mac: '02:00:00:00:00:01', addresses: ['192.0.2.2', 'fd00::2'], speedMbit: 0 }],
  gpus: [],
};
const versions = { agentVersion: '0.1.0', nodeVersion: '20.20.2' };
const merged = (...lines: unknown[]) =>
  mergeInventory(facts, readParts(lines.map((line) => JSON.stringify(line)).join('\n')).parts, versions);

describe('mergeInventory', () => {
  test('without any part it is what the host itself reports', () => {
    expect(merged()).toEqual({ type: 'inventory', ...facts, ...versions });
  });

  test('parts add to it and take the place of less', () => {
    const cpu = { manufacturer: 'AMD', brand: 'EPYC 9654', cores: 4, physicalCores: 2, processors: 1 };
    const system = { manufacturer: 'QEMU', model: '-', virtual: true, virtualHost: 'KVM' };
    const graphics = { controllers: [{ vendor: 'NVIDIA', model: 'NVIDIA H100' }, {}] };
    expect(
      merged(
        { part: 'cpu', value: cpu },
        { part: 'system', value: system },
        { part: 'graphics', value: graphics },
      ),
    ).toMatchObject({
      cpuModel: 'AMD EPYC 9654',
      cpuCores: 4,
      cpuSockets: 1,
      virtualisation: 'kvm',
      manufacturer: 'QEMU',
      model: '',
      gpus: ['NVIDIA H100'],
    });
  });

  test('disks are listed once, with what both lists know', () => {
    const blockDevices = [
      { name: 'vda', type: 'disk', size: 1000, physical: 'HDD', model: '' },
      { name: 'vda1', type: 'part', size: 900, physical: '' },
      { name: 'zram0', type: 'disk', size: 0, physical: 'SSD' },
      { name: 'nvme0n1', type: 'disk', size: 2000, physical: 'SSD', model: 'X' },
    ];
    const diskLayout = [
      { device: '/dev/nvme0n1', type: 'NVMe', vendor: 'Samsung', name: 'SSD 990', size: 2000 },
    ];
    const { disks } = merged(
      { part: 'blockDevices', value: blockDevices },
      { part: 'diskLayout', value: diskLayout },
    );
    expect(disks).toEqual([
      { name: 'vda', model: '', sizeBytes: 1000, type: 'HD' },
      { name: 'nvme0n1', model: 'Samsung SSD 990', sizeBytes: 2000, type: 'NVMe' },
    ]);
  });

  test('interfaces keep their addresses and get speeds; those without an address are added', () => {
    const value = [
      { iface: 'lo', internal: true },
      { iface: 'eth0', internal: false, speed: 10_000, ip4: '192.0.2.2' },
      { iface: 'eth1', internal: false, speed: -1, mac: '02:00:00:00:00:02', ip4: '', ip6: '' },
      { iface: 'eth2', internal: false, speed: 4_294_967_295, mac: '', ip4: '', ip6: '' },
    ];
    expect(merged({ part: 'networkInterfaces', value }).interfaces).toEqual([
      { ...facts.interfaces[0], speedMbit: 10_000 },
      { name: 'eth1', mac: '02:00:00:00:00:02', addresses: [], speedMbit: 0 },
      { name: 'eth2', mac: '', addresses: [], speedMbit: 0 },
    ]);
  });
});

describe('readParts', () => {
  test('counts what it cannot use and keeps the rest', () => {
    const output = [
      'garbage',
      '{"part":"nonsense","value":1}',
      '{"part":"osInfo","value":{"distro":"Debian"}}',
    ];
    const { parts, unusable } = readParts(`${output.join('\n')}\n{"part":"cpu","error":"x"}\n{"part":"gra`);
    expect(parts).toEqual({ osInfo: { distro: 'Debian', release: '' } });
    expect(unusable).toBe(4);
  });

  test('property: whatever a part holds, the inventory travels in a frame', () => {
    const names = fc.constantFrom(
      'cpu',
      'system',
      'osInfo',
      'diskLayout',
      'blockDevices',
      'networkInterfaces',
      'graphics',
    );
    const item = fc.record({
      name: fc.string(),
      type: fc.constant('disk'),
      size: fc.integer(),
      iface: fc.string(),
      speed: fc.double(),
    });
    const value = fc.oneof(fc.jsonValue(), fc.array(item));
    fc.assert(
      fc.property(fc.array(fc.record({ part: names, value })), (lines) => {
        expect(decodeFrame(encodeFrame(merged(...lines)))).toMatchObject({
          type: 'inventory',
          hostname: 'db1',
        });
      }),
    );
  });
});

describe('withinLimits', () => {
  test('cuts texts to the bytes of the protocol and never in the middle of a character', () => {
    expect(withinLimits('x'.repeat(600))).toHaveLength(protocolLimits.maxTextBytes);
    expect(withinLimits(`x${'é'.repeat(600)}`)).toBe(`x${'é'.repeat(255)}`);
    expect(withinLimits('a\0b')).toBe('ab');
  });

  test('thousands of interfaces with long names still fit a frame', () => {
    const interfaces = Array.from({ length: 5_000 }, (_, i) => ({
      ...facts.interfaces[0]!,
      name: `${i}`.repeat(100),
    }));
    const inventory = mergeInventory({ ...facts, interfaces }, {}, versions);
    expect(inventory.interfaces.length).toBeGreaterThan(100);
    expect(encodeFrame(inventory).length).toBeLessThan(protocolLimits.maxFrameBytes);
  });
});

test('osName takes name and version with or without quotes', () => {
  expect(osName('PRETTY_NAME="X"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\n')).toBe('Debian GNU/Linux 12');
  expect(osName("NAME='Arch Linux'\nID=arch\n")).toBe('Arch Linux');
  expect(osName('')).toBeUndefined();
});
