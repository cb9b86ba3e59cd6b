import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as immediate } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { columnGroup, decodeColumns, encodeColumns, type Sample } from '@hostwire/protocol';
import { systemClock } from '@hostwire/runtime';
import { RecordedHost } from '@hostwire/testing/fixtures';
import { named } from '../../testing/recorded-proc.ts';
import type { SelfMeasurement } from '../sampling/source.ts';
import { KernelFile, kernelFileLimits, SharedBuffer } from './files/kernel-file.ts';
import type { Capacity } from './groups/filesystem/capacity.ts';
import { createLinuxSource } from './linux-source.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

function folder(): string {
  folders.push(mkdtempSync(join(tmpdir(), 'hostwire-proc-')));
  return folders.at(-1)!;
}

const silent: SelfMeasurement = {
  sentBytesTotal: 0,
  spoolBytes: 0,
  spoolBatches: 0,
  overCpuBudget: true,
  overRssBudget: false,
};

/** A /proc of recorded files that a test can move from the first recording to the second. */
function recordedHost(host: string) {
  const procRoot = folder();
  const show = (recording: number) => new RecordedHost(`proc/${host}`).show(recording, procRoot);
  show(1);
  const clock = { ms: 1_000_000.25, nowMs: () => 1_795_444_341_000 + clock.ms, monoMs: () => clock.ms };
  const capacity: Capacity = { bsize: 4096n, blocks: 100n, bfree: 50n, bavail: 40n, files: 10n, ffree: 5n };
  const statfs = () => Promise.resolve(capacity);
  const self = (): SelfMeasurement => ({ ...silent, spoolBytes: 5, spoolBatches: 1 });
  return { procRoot, show, clock, source: createLinuxSource({ clock, procRoot, statfs, self }) };
}

/** Groups that are whole in every sample; kernels lack parts of others, or they have a part in one sample of ten seconds. */
const everySecond = ['cpu', 'cpu_core', 'load', 'memory', 'disk', 'network'] as const;
const whole: ReadonlySet<string> = new Set(everySecond);

function golden(host: string): Record<string, unknown> {
  const all = new RecordedHost(`proc/${host}`).golden as object;
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => everySecond.some((each) => each === name)),
  );
}

function namedGroups({ readings }: Sample): Record<string, unknown> {
  const read = everySecond.filter((name) => readings[name] !== undefined);
  return Object.fromEntries(read.map((name) => [name, named(name, readings[name]!)]));
}

describe('the linux source over a recorded host', () => {
  test('gives the golden sample after the baseline, with whole milliseconds', async () => {
    const { source, clock, show } = recordedHost('small-vm');
    expect(source.read()).toBeUndefined(); // not started
    await source.start();
    expect(source.read()).toBeUndefined();
    show(2);
    clock.ms += 1_000.5;
    const sample = source.read()!;
    expect(namedGroups(sample)).toEqual(golden('small-vm'));
    expect(sample.intervalMs).toBe(1_001);
    expect([sample.tsMs, sample.monoMs].every(Number.isInteger)).toBe(true);
    expect(named('agent', sample.readings.agent!)['']).toMatchObject({
      spool_bytes: 5,
      resets: 0,
      sent_bytes: 0,
    });
    expect(source.issues()).toEqual([]);
    await source.stop();
  });

  test('a file that is missing takes only its group away, and that group starts from a baseline', async () => {
    const { source, clock, show, procRoot } = recordedHost('small-vm');
    await source.start();
    rmSync(join(procRoot, 'diskstats'));
    source.read();
    const read = () => {
      clock.ms += 1_000;
      return Object.keys(namedGroups(source.read()!));
    };
    expect(read()).toEqual(['cpu', 'cpu_core', 'load', 'memory', 'network']);
    expect(source.issues()).toMatchObject([{ group: 'disk', code: 'ENOENT' }]);
    show(2);
    expect(read()).not.toContain('disk');
    expect(source.issues()).toEqual([]);
    expect(read()).toContain('disk');
    await source.stop();
  });

  test('no increment spans a read that failed', async () => {
    const { source, clock, show, procRoot } = recordedHost('small-vm');
    const read = () => {
      clock.ms += 1_000;
      return source.read()!;
    };
    await source.start();
    source.read();
    writeFileSync(join(procRoot, 'stat'), 'nothing of use\n');
    expect(Object.keys(read().readings)).not.toContain('cpu');
    expect(source.issues()).toMatchObject([{ group: 'cpu', code: 'KERNEL_FILE_MALFORMED' }]);
    show(2);
    const { cpu, cpu_core } = read().readings;
    expect(cpu_core).toBeUndefined();
    expect(named('cpu', cpu!)['']).toMatchObject({ user_ms: null, forks: null, cores: 2 });
    expect(named('cpu', read().readings.cpu!)['']).toMatchObject({ user_ms: 0, forks: 0 });
    await source.stop();
  });

  test('counters that went backwards are reported in the sample', async () => {
    const { source, clock, show } = recordedHost('counter-reset');
    await source.start();
    source.read();
    show(2);
    clock.ms += 1_000;
    expect(named('agent', source.read()!.readings.agent!)['']).toMatchObject({ resets: 5 });
    clock.ms += 1_000;
    expect(named('agent', source.read()!.readings.agent!)['']).toMatchObject({ resets: 0 });
    await source.stop();
  });

  test('two reads within a millisecond give one sample', async () => {
    const { source, clock } = recordedHost('small-vm');
    await source.start();
    source.read();
    expect(source.read()).toBeUndefined();
    clock.ms += 1;
    expect(source.read()?.intervalMs).toBe(1);
    await source.stop();
  });

  test('stop closes every file, twice is once, and start begins with a baseline', async () => {
    const { source, clock, procRoot } = recordedHost('small-vm');
    const open = () => readdirSync('/proc/self/fd').filter((fd) => linkOf(fd).startsWith(procRoot)).length;
    await source.start();
    source.read();
    await immediate(); // collections begin after the read: that of the mounts keeps a file open
    expect(open()).toBeGreaterThanOrEqual(18);
    await source.stop();
    await source.stop();
    expect(open()).toBe(0);
    expect(source.read()).toBeUndefined();
    await source.start();
    clock.ms += 1_000;
    expect(source.read()).toBeUndefined();
    await source.stop();
  });
});

/** '' for a descriptor that is gone: the one that listed them. */
function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}

describe('kernel files', () => {
  test.each(['short', 'any'] as const)(
    'a file in pieces is read to its end, the buffer grows; %s',
    (records) => {
      const shared = new SharedBuffer(1024);
      const vmstat = new KernelFile('/proc/vmstat', shared, records);
      const text = vmstat.read().toString();
      expect(text).toContain('\npgfault ');
      expect(text.endsWith('\n')).toBe(true);
      expect(shared.bytes.length).toBeGreaterThanOrEqual(text.length);
      expect(text.split('\n').map((line) => line.split(' ')[0])).toEqual(
        readFileSync('/proc/vmstat', 'utf8')
          .split('\n')
          .map((line) => line.split(' ')[0]),
      );
      vmstat.close();
    },
  );

  test('a file of one record is read in one piece, and to its end when the buffer was too small', () => {
    const shared = new SharedBuffer(1024);
    const netstat = new KernelFile('/proc/net/netstat', shared, 'one');
    const keys = (text: string) => text.replaceAll(/\d+/g, '0');
    for (let i = 0; i < 2; i++) {
      expect(keys(netstat.read().toString())).toBe(keys(readFileSync('/proc/net/netstat', 'utf8')));
    }
    netstat.close();
  });

  test('a file without end is refused', () => {
    const zero = new KernelFile('/dev/zero', new SharedBuffer(), 'one');
    expect(() => zero.read()).toThrow(expect.objectContaining({ code: 'KERNEL_FILE_TOO_LARGE' }));
    expect(kernelFileLimits.maxBytes).toBe(16 * 1024 * 1024);
  });
});

/** Ticks of the line "cpu", straight from proc(5): all states but guest, and those that are not idle. */
function ticks(): { all: number; busy: number } {
  const [line] = readFileSync('/proc/stat', 'utf8').split('\n');
  const states = line!.split(/\s+/).slice(1, 9).map(Number);
  const all = states.reduce((sum, state) => sum + state, 0);
  return { all, busy: all - states[3]! - states[4]! };
}

describe('the linux source on this host', () => {
  test('busy_pct of a sample equals the kernel arithmetic around it within a point', async () => {
    // The kernel's counters just before and just after each read bound what the sample can say, however the host is
    // loaded; the point is for iowait, which may lose a tick.
    const source = createLinuxSource({ clock: systemClock });
    await source.start();
    const before = ticks();
    source.read();
    const begin = ticks();
    spin(systemClock.monoMs() + 500);
    const end = ticks();
    const sample = source.read()!;
    const after = ticks();
    await source.stop();
    const cpu = named('cpu', sample.readings.cpu!)['']!;
    const states = ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'softirq', 'steal'];
    const allMs = states.reduce((sum, state) => sum + cpu[`${state}_ms`]!, 0);
    const busyPct = 100 * (1 - (cpu['idle_ms']! + cpu['iowait_ms']!) / allMs);
    const [leastBusy, mostBusy] = [end.busy - begin.busy, after.busy - before.busy];
    expect(busyPct).toBeGreaterThanOrEqual((100 * leastBusy) / (after.all - before.all) - 1);
    expect(busyPct).toBeLessThanOrEqual((100 * mostBusy) / (end.all - begin.all) + 1);
    expect(busyPct).toBeGreaterThan(5 / cpu['cores']!); // this process was busy
    // All states of all cores take as long as the interval; a wrong unit would be off by factors.
    expect(allMs / (sample.intervalMs * cpu['cores']!)).toBeGreaterThan(0.85);
    expect(allMs / (sample.intervalMs * cpu['cores']!)).toBeLessThan(1.15);
  });

  test('every group is there, without issue and with whole values', async () => {
    const source = createLinuxSource({
      clock: systemClock,
      self: () => ({ ...silent, sentBytesTotal: 1, spoolBytes: 2, spoolBatches: 3 }),
    });
    await source.start();
    source.read();
    const readings: Record<string, unknown> = {};
    const samples: Sample[] = [];
    const deadlineMs = systemClock.monoMs() + 5_000;
    while (!('filesystem' in readings && 'link' in readings) && systemClock.monoMs() < deadlineMs) {
      await new Promise((resolve) => setImmediate(resolve));
      const sample = source.read();
      if (sample === undefined) continue;
      samples.push(sample);
      for (const [name, reading] of Object.entries(sample.readings)) {
        readings[name] = reading.devices;
        expect(reading.values.length).toBe(
          reading.devices.length * columnGroup(name as 'cpu').columns.length,
        );
        const values = [...reading.values].filter((value) => whole.has(name) || !Number.isNaN(value));
        expect(values.every((value) => Number.isSafeInteger(value) && value >= 0)).toBe(true);
      }
    }
    expect(source.issues()).toEqual([]);
    await source.stop();
    const groups = ['cpu', 'cpu_core', 'load', 'memory', 'network', 'filesystem', 'link', 'agent'];
    expect(Object.keys(readings)).toEqual(expect.arrayContaining(groups));
    expect(readings['filesystem']).toContain('/');
    expect(decodeColumns(encodeColumns(samples)).samples).toBe(samples.length); // as they are, they can be sent
  });
});

function spin(untilMs: number): void {
  while (systemClock.monoMs() < untilMs);
}
