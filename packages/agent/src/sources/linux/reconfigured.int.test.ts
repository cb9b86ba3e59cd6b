/** The linux source while its settings change: what is absent is missing, and every increment covers what it says. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { settableGroups, settingNumbers, type Sample } from '@hostwire/protocol';
import { named } from '../../testing/recorded-proc.ts';
import type { SourceSettings } from '../sampling/source-settings.ts';
import { createLinuxSource, type LinuxSource } from './linux-source.ts';

const sectorBytes = 512;
/** What other programs tell has a source of its own. */
const ownGroups = settableGroups.filter((group) => group !== 'metric');
const asEver: SourceSettings = {
  intervalMs: 1_000,
  off: new Set(),
  groupIntervalsMs: new Map(),
  filters: {},
  numbers: settingNumbers(),
};

let root: string;
let source: LinuxSource;
let ms: number;
/** Sectors that sda has written. */
let sectors: number;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'hostwire-proc-'));
  for (const folder of ['net', 'pressure', 'self']) mkdirSync(join(root, folder));
  ms = 50_000_000;
  sectors = 0;
  show();
  const self = () => {
    const budget = { overCpuBudget: false, overRssBudget: false };
    return { sentBytesTotal: 0, spoolBytes: 0, spoolBatches: 0, ...budget };
  };
  const clock = { nowMs: () => 1_795_444_341_000 + ms, monoMs: () => ms };
  source = createLinuxSource({ clock, procRoot: root, sysRoot: root, self });
  await source.start();
  source.read();
});
afterEach(async () => {
  await source.stop();
  rmSync(root, { recursive: true });
});

function show(): void {
  const line = (device: string) => `8 0 ${device} 1 0 8 1 1 0 ${sectors} 1 0 1 1 0 0 0 0 0 0\n`;
  writeFileSync(join(root, 'diskstats'), line('sda') + line('loop0'));
  writeFileSync(join(root, 'stat'), `cpu  ${sectors} 0 0 0 0 0 0 0 0 0\ncpu0 ${sectors} 0 0 0 0 0 0 0 0 0\n`);
}

/** One sample, after some time in which sda wrote as many sectors as milliseconds passed. */
function next(afterMs = 1_000): Sample {
  ms += afterMs;
  sectors += afterMs;
  show();
  return source.read()!;
}

const diskOf = ({ readings }: Sample) =>
  readings.disk === undefined ? undefined : named('disk', readings.disk);
const writtenBytes = (sample: Sample) => diskOf(sample)?.['sda']?.['write_bytes'] ?? 0;
const spanOf = ({ readings }: Sample) =>
  readings.span === undefined ? undefined : named('span', readings.span)['']!;
/** As the views have it. */
const coveredMs = (sample: Sample) => spanOf(sample)?.['disk_ms'] ?? sample.intervalMs;

describe('a group with an interval of its own', () => {
  test('rides on the samples that it was read for, and the span tells what its increments cover', () => {
    source.configure({ ...asEver, groupIntervalsMs: new Map([['disk', 3_000]]) });
    const samples = Array.from({ length: 9 }, () => next());
    expect(samples.map((sample) => diskOf(sample) !== undefined)).toEqual(
      [1, 0, 0, 1, 0, 0, 1, 0, 0].map(Boolean),
    );
    expect(samples.map((sample) => spanOf(sample)?.['disk_ms'] ?? null)).toEqual([
      null,
      0,
      0,
      3_000,
      0,
      0,
      3_000,
      0,
      0,
    ]);
    expect(samples.slice(1).every((sample) => spanOf(sample)?.['cpu_ms'] === null)).toBe(true);
  });

  test('rates stay exact through every change of interval, of group and of sample', () => {
    const samples = [next(), next()];
    const intervals = [3_000, 2_000, 10_000, 1_000, 5_000];
    for (const intervalMs of intervals) {
      source.configure({ ...asEver, groupIntervalsMs: new Map([['disk', intervalMs]]) });
      for (let i = 0; i < 7; i++) samples.push(next(700 + 100 * i));
    }
    source.configure(asEver);
    samples.push(next(1_234));
    const bytes = samples.reduce((sum, sample) => sum + writtenBytes(sample), 0);
    const covered = samples.reduce((sum, sample) => sum + coveredMs(sample), 0);
    const passed = samples.reduce((sum, { intervalMs }) => sum + intervalMs, 0);
    expect(covered).toBe(passed); // nothing is counted twice, and nothing is left out
    expect(bytes).toBe(passed * sectorBytes);
    for (const sample of samples)
      expect(writtenBytes(sample)).toBe(diskOf(sample) ? coveredMs(sample) * sectorBytes : 0);
  });

  test('slowed by the budget it keeps to that, and comes back', () => {
    source.slow(new Map([['disk', 4]]));
    const slowed = Array.from({ length: 8 }, () => next());
    expect(slowed.filter(diskOf)).toHaveLength(2);
    expect(named('agent', slowed[0]!.readings.agent!)['']).toMatchObject({ slowed_groups: 1 });
    expect(named('agent_group', slowed[0]!.readings.agent_group!)['disk']).toMatchObject({ slow_factor: 4 });
    source.slow(new Map());
    const back = Array.from({ length: 8 }, () => next());
    expect(back.filter(diskOf)).toHaveLength(8);
    expect(named('agent_group', back[0]!.readings.agent_group!)['disk']).toMatchObject({ slow_factor: 1 });
    const all = [...slowed, ...back];
    expect(all.reduce((sum, sample) => sum + writtenBytes(sample), 0)).toBe(
      all.reduce((sum, sample) => sum + coveredMs(sample), 0) * sectorBytes,
    );
  });
});

describe('a group that is off', () => {
  test('is absent and no issue, and starts from a baseline when it is on again', () => {
    next();
    rmSync(join(root, 'stat'));
    source.configure({
      ...asEver,
      off: new Set(['disk', 'load', 'memory', 'network', 'cpu', 'socket', 'pressure']),
    });
    const off = [next(), next()];
    expect(off.map(({ readings }) => [readings.disk, readings.cpu])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(off.map(coveredMs)).toEqual([0, 0]);
    expect(source.issues().map(({ group }) => group)).not.toContain('cpu');
    source.configure(asEver);
    const baseline = next();
    expect([diskOf(baseline), coveredMs(baseline)]).toEqual([undefined, 0]);
    expect(named('cpu', baseline.readings.cpu!)['']).toMatchObject({ user_ms: null });
    const after = next();
    expect([writtenBytes(after), coveredMs(after)]).toEqual([1_000 * sectorBytes, 1_000]);
  });

  test('has no row in what the groups cost', () => {
    source.configure({ ...asEver, off: new Set(['disk']) });
    const samples = Array.from({ length: 11 }, () => next());
    const reported = samples.flatMap(({ readings }) => readings.agent_group ?? []);
    expect(reported).toHaveLength(1);
    expect(reported[0]!.devices.toSorted()).toEqual(ownGroups.filter((group) => group !== 'disk').toSorted());
    expect(named('agent_group', reported[0]!)['cpu']).toMatchObject({ reads: 10, interval_ms: 10_000 });
  });
});

test('filters hold from the next sample on; a device that is newly kept is baselined', () => {
  const devices = () => Object.keys(diskOf(next()) ?? {});
  expect(devices()).toEqual(['sda']); // loop devices are left out by default
  source.configure({ ...asEver, filters: { disks: { exclude: ['sda'] } } });
  expect(devices()).toEqual([]);
  expect(devices()).toEqual(['loop0']);
  source.configure({ ...asEver, filters: { disks: { include: ['*'] } } });
  next();
  expect(devices()).toEqual(['sda', 'loop0']);
  source.configure(asEver);
  expect(devices()).toEqual(['sda']);
});

test('the source has the groups that can be set, each once', () => {
  expect(
    source
      .costs()
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(ownGroups.toSorted());
});
