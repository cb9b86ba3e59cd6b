import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { GroupName } from '@hostwire/protocol';
import { CpuGroup } from './cpu.ts';
import { DiskGroup } from './disk.ts';
import type { KernelGroup } from './kernel-group.ts';
import { LoadGroup } from './load.ts';
import { MemoryGroup } from './memory.ts';
import { NetworkGroup } from './network.ts';
import { named, RecordedFile, recordedProcRoot } from './recorded-proc.ts';

const hosts = readdirSync(recordedProcRoot).filter((host) =>
  existsSync(join(recordedProcRoot, host, 'golden.json')),
);
const recorded = (host: string, file: string) => existsSync(join(recordedProcRoot, host, '1', file));

/** The groups that the host has recordings for. */
function groupsOf(host: string): KernelGroup[] {
  const file = (name: string) => new RecordedFile(host, name);
  const all: [string, KernelGroup][] = [
    ['stat', new CpuGroup(file('stat'))],
    ['loadavg', new LoadGroup(file('loadavg'))],
    ['meminfo', new MemoryGroup(file('meminfo'), file('vmstat'))],
    ['diskstats', new DiskGroup(file('diskstats'))],
    ['net/dev', new NetworkGroup(file('net/dev'))],
  ];
  return all.filter(([name]) => recorded(host, name)).map(([, group]) => group);
}

describe('recorded hosts', () => {
  test('are there', () => expect(hosts.length).toBeGreaterThanOrEqual(5));

  test.each(hosts)('%s gives its golden sample', (host) => {
    const golden: unknown = JSON.parse(readFileSync(join(recordedProcRoot, host, 'golden.json'), 'utf8'));
    const sample: Record<string, unknown> = {};
    for (const group of groupsOf(host)) {
      group.read();
      for (const [name, reading] of Object.entries(group.read()))
        sample[name] = named(name as GroupName, reading);
    }
    expect(sample).toEqual(golden);
  });

  test('what was left out because a counter went backwards is counted', () => {
    const groups = groupsOf('counter-reset');
    for (const group of groups) {
      group.read();
      group.read();
    }
    const resets = Object.fromEntries(groups.map(({ name, resets }) => [name, resets]));
    expect(resets).toEqual({ cpu: 3, disk: 2 }); // total, core 1 and context switches; sda and sdc
  });
});

test('the first read has gauges and no increments', () => {
  const { cpu, cpu_core } = new CpuGroup(new RecordedFile('small-vm', 'stat')).read();
  expect(cpu_core).toBeUndefined();
  const values = named('cpu', cpu!)['']!;
  expect(values['user_ms']).toBeNull();
  expect(values['forks']).toBeNull();
  expect(values['cores']).toBe(2);
});

test('after forget the next read is a baseline', () => {
  const group = new DiskGroup(new RecordedFile('small-vm', 'diskstats'));
  group.read();
  group.forget();
  expect(group.read()).toEqual({});
});
