import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { GroupName } from '@hostwire/protocol';
import { named, RecordedFile, recordedProcRoot } from '../../../testing/recorded-proc.ts';
import { slowIntervalMs } from '../../sampling/interval.ts';
import type { SampledGroup, Readings } from '../../sampling/sampled-group.ts';
import { CpuGroup } from './cpu.ts';
import { DiskGroup } from './disk.ts';
import { LoadGroup } from './load.ts';
import { MemoryGroup } from './memory.ts';
import { NetworkGroup } from './network.ts';
import { PressureGroup } from './pressure.ts';
import { SocketGroup, socketFiles } from './socket.ts';

const recorded = (host: string, file: string) => existsSync(join(recordedProcRoot, host, '1', file));

/** The groups that the host has recordings for. */
function groupsOf(host: string): SampledGroup[] {
  const file = (name: string) => new RecordedFile(host, name);
  const all: [string, SampledGroup][] = [
    ['stat', new CpuGroup(file('stat'))],
    ['loadavg', new LoadGroup(file('loadavg'))],
    ['meminfo', new MemoryGroup({ meminfo: file('meminfo'), vmstat: file('vmstat') })],
    ['diskstats', new DiskGroup(file('diskstats'))],
    ['net/dev', new NetworkGroup(file('net/dev'))],
    ['pressure', pressureOf(host)],
    ['net/sockstat', new SocketGroup(socketFiles((name) => new RecordedFile(host, name)))],
  ];
  return all.filter(([name]) => recorded(host, name)).map(([, group]) => group);
}

function pressureOf(host: string): PressureGroup {
  const file = (name: string) => new RecordedFile(host, `pressure/${name}`);
  return new PressureGroup({
    cpu: file('cpu'),
    memory: file('memory'),
    io: file('io'),
    irq: file('irq'),
  });
}

/** The reading of the second recording, as late as what is not in every sample comes. */
function crossCheck(group: SampledGroup): Readings {
  group.read(0);
  return group.read(slowIntervalMs);
}

/** Recorded hosts with a golden sample of these groups. */
const hosts = readdirSync(recordedProcRoot).filter(
  (host) => existsSync(join(recordedProcRoot, host, 'golden.json')) && groupsOf(host).length > 0,
);

describe('recorded hosts', () => {
  test('are there', () => expect(hosts.length).toBeGreaterThanOrEqual(5));

  test.each(hosts)('%s gives its golden sample', (host) => {
    const golden: unknown = JSON.parse(readFileSync(join(recordedProcRoot, host, 'golden.json'), 'utf8'));
    const sample: Record<string, unknown> = {};
    for (const group of groupsOf(host)) {
      for (const [name, reading] of Object.entries(crossCheck(group)))
        sample[name] = named(name as GroupName, reading);
    }
    expect(sample).toEqual(golden);
  });

  test('what was left out because a counter went backwards is counted', () => {
    const groups = groupsOf('counter-reset');
    groups.forEach(crossCheck);
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
  group.read(0);
  group.forget();
  expect(group.read(1_000)).toEqual({});
});
