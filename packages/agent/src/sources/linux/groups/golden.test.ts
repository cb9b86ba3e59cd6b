import { describe, expect, test } from '@jest/globals';
import type { GroupName } from '@hostwire/protocol';
import { RecordedHost, recordedHosts } from '@hostwire/testing/fixtures';
import { MissingFile, named, RecordedFile } from '../../../testing/recorded-proc.ts';
import { slowIntervalMs } from '../../sampling/interval.ts';
import type { SampledGroup, Readings } from '../../sampling/sampled-group.ts';
import { Uevents } from '../files/uevents.ts';
import { namespacesOf } from '../namespaces.ts';
import { CpuGroup } from './cpu.ts';
import type { GroupHost } from './definition.ts';
import { DiskGroup } from './disk.ts';
import { sampledGroups } from './registry.ts';

/** The groups that the host has a recording for. */
function groupsOf(host: RecordedHost): SampledGroup[] {
  return sampledGroups.flatMap(({ create }) => {
    const read: string[] = [];
    const file = (name: string) => {
      read.push(name);
      return new RecordedFile(host, name);
    };
    const group = create({ ...nothingElse, file });
    const isRecorded = read.some((name) => host.has(`1/${name}`));
    return isRecorded ? [group] : [];
  });
}

const smallVm = new RecordedHost('proc/small-vm');
const missing = new MissingFile('ENOENT');
/** A host without anything but its recorded files. */
const nothingElse: Omit<GroupHost, 'file'> = {
  procRoot: '/nothing',
  sysRoot: '/nothing',
  kernelFile: () => missing,
  statfs: undefined,
  isServedByProgram: () => false,
  namespaces: namespacesOf('/nothing'),
  uevents: new Uevents(missing),
  slowColumnsEveryMs: slowIntervalMs,
};

/** The reading of the second recording, as late as what is not in every sample comes. */
function crossCheck(group: SampledGroup): Readings {
  group.read(0);
  return group.read(slowIntervalMs);
}

/** Recorded hosts with a golden sample of these groups. */
const hosts = recordedHosts('proc').filter((scenario) => {
  const host = new RecordedHost(scenario);
  return host.has('golden.json') && groupsOf(host).length > 0;
});

describe('recorded hosts', () => {
  test('are there', () => expect(hosts.length).toBeGreaterThanOrEqual(5));

  test.each(hosts)('%s gives its golden sample', (scenario) => {
    const host = new RecordedHost(scenario);
    const sample: Record<string, unknown> = {};
    for (const group of groupsOf(host)) {
      for (const [name, reading] of Object.entries(crossCheck(group)))
        sample[name] = named(name as GroupName, reading);
    }
    expect(sample).toEqual(host.golden);
  });

  test('what was left out because a counter went backwards is counted', () => {
    const groups = groupsOf(new RecordedHost('proc/counter-reset'));
    groups.forEach(crossCheck);
    const resets = Object.fromEntries(groups.map(({ name, resets }) => [name, resets]));
    expect(resets).toEqual({ cpu: 3, disk: 2 }); // total, core 1 and context switches; sda and sdc
  });
});

test('the first read has gauges and no increments', () => {
  const { cpu, cpu_core } = new CpuGroup(new RecordedFile(smallVm, 'stat')).read();
  expect(cpu_core).toBeUndefined();
  const values = named('cpu', cpu!)['']!;
  expect(values['user_ms']).toBeNull();
  expect(values['forks']).toBeNull();
  expect(values['cores']).toBe(2);
});

test('after forget the next read is a baseline', () => {
  const group = new DiskGroup(new RecordedFile(smallVm, 'diskstats'));
  group.read(0);
  group.forget();
  expect(group.read(1_000)).toEqual({});
});
