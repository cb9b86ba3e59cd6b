import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { decodeColumns, encodeColumns, settingNumbers, type Sample } from '@hostwire/protocol';
import { systemClock } from '@hostwire/runtime';
import { named } from '../../testing/recorded-proc.ts';
import { PortableSource } from './portable-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostwire-portable-'));
const sources: PortableSource[] = [];
afterEach(async () => {
  await Promise.all(sources.splice(0).map((source) => source.stop()));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function started(program?: string, silenceMs = 2_000): Promise<PortableSource> {
  const self = () => ({ sentBytesTotal: 1, spoolBytes: 2, spoolBatches: 3 });
  const given = program === undefined ? {} : { program, silenceMs };
  const source = new PortableSource({ clock: systemClock, platform: 'linux', self, ...given });
  sources.push(source);
  await source.start();
  return source;
}

/** A sample, and the instant of the monotonic clock at which it was there. */
interface Handed extends Sample {
  readonly handedMs: number;
}

/** Reads as the agent does, more often than there are samples, until `enough`. */
async function samples(
  source: Pick<PortableSource, 'read'>,
  enough: (all: Handed[]) => boolean,
): Promise<Handed[]> {
  const all: Handed[] = [];
  const deadlineMs = systemClock.monoMs() + 30_000;
  while (!enough(all)) {
    if (systemClock.monoMs() > deadlineMs) throw new Error(`only ${all.length} samples within 30 s`);
    const sample = source.read();
    if (sample !== undefined) all.push({ ...sample, handedMs: systemClock.monoMs() });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return all;
}

/** Whole ms of clocks, ticks of CPU time. */
const grainMs = 50;

describe('the portable source on this host', () => {
  test('gives samples that can be sent, whose intervals follow one another', async () => {
    const source = await started();
    expect(source.read()).toBeUndefined();
    const all = await samples(source, (got) => got.length >= 3 && got.some((s) => s.readings.filesystem));
    for (const [i, sample] of all.entries()) {
      expect(sample.intervalMs).toBeGreaterThan(500);
      if (i > 0) expect(sample.monoMs - all[i - 1]!.monoMs).toBe(sample.intervalMs);
      const { cpu, memory, agent } = sample.readings;
      const { cores, user_ms, idle_ms, iowait_ms } = named('cpu', cpu!)[''] as Record<string, number>;
      expect(user_ms! + idle_ms!).toBeGreaterThan(0);
      // It was counted after the instant of the sample before, and before it was handed out.
      const longestMs = sample.handedMs - (sample.monoMs - sample.intervalMs) + grainMs;
      expect(user_ms! + idle_ms!).toBeLessThan(longestMs * cores!);
      expect(iowait_ms).toBeNull();
      expect(named('memory', memory!)['']!['available_bytes']).toBeGreaterThan(0);
      expect(named('agent', agent!)['']).toMatchObject({ spool_bytes: 2 });
    }
    const filesystem = all.find((sample) => sample.readings.filesystem)!.readings.filesystem!;
    expect(filesystem.devices).toContain('/');
    expect(source.issues()).toEqual([]);
    expect(decodeColumns(encodeColumns(all)).samples).toBe(all.length);
  });

  test('a group that is off is missing and covers nothing; it comes back with a baseline', async () => {
    const source = await started();
    const settings = {
      intervalMs: 1_000,
      groupIntervalsMs: new Map<string, number>(),
      numbers: settingNumbers(),
    };
    source.configure({
      ...settings,
      off: new Set(['memory', 'disk']),
      filters: { interfaces: { include: ['*'] } },
    });
    const [without] = await samples(source, (got) => got.length >= 1);
    expect([without!.readings.memory, without!.readings.disk]).toEqual([undefined, undefined]);
    expect(without!.readings.network!.devices).toContain('lo'); // left out by default
    expect(named('span', without!.readings.span!)['']).toMatchObject({
      memory_ms: 0,
      disk_ms: 0,
      cpu_ms: null,
    });
    source.configure({ ...settings, off: new Set(), filters: {} });
    const later = await samples(source, (got) => got.length >= 2);
    expect(later.at(-1)!.readings.memory).toBeDefined();
    expect(later.at(-1)!.readings.span).toBeUndefined();
    expect(later.at(-1)!.readings.network?.devices ?? []).not.toContain('lo');
  });
});

describe('the portable source over a process that fails', () => {
  /** Totals that grow by 10 a round: from 0 in the first quick process, from 1000 in the next. */
  const answers = (name: string, hangs: string, hangMs: number) => `
    import { existsSync, writeFileSync, writeSync } from 'node:fs';
    import { createInterface } from 'node:readline';
    const say = (line) => writeSync(1, JSON.stringify(line) + '\\n');
    const states = (n) => ({ user: n, nice: 0, system: 0, idle: n, irq: 0 });
    const isNext = ${JSON.stringify(join(folder, `${name}.started`))};
    let n;
    for await (const line of createInterface({ input: process.stdin })) {
      const { round, calls } = JSON.parse(line);
      say({ round, tsMs: Date.now(), monoMs: Number(process.hrtime.bigint()) / 1e6 });
      n ??= existsSync(isNext) ? 1000 : 0;
      if (calls.includes('mem')) writeFileSync(isNext, '');
      n += 10;
      const value = {
        currentLoad: { ...states(n), cores: [states(n)] },
        networkStats: [{ iface: 'eth0', operstate: 'up', rx_bytes: n, tx_bytes: n }],
        mem: { total: 100, free: 50 },
        loadavg: [1, 1, 1],
        fsSize: [],
        battery: { hasBattery: false },
      };
      for (const call of calls) {
        if (${hangs}) await new Promise((resolve) => setTimeout(resolve, ${hangMs}));
        say({ round, call, value: value[call] });
      }
      say({ round, done: true });
    }`;

  function program(name: string, hangs: string, hangMs = 60_000): string {
    const path = join(folder, `${name}.mjs`);
    writeFileSync(path, answers(name, hangs, hangMs));
    return path;
  }

  test('a call that hangs costs its group, not the samples; the next process is a baseline', async () => {
    const source = await started(program('hangs', "call === 'networkStats' && n === 30"));
    const all = await samples(source, (got) => got.length >= 5);
    expect(source.issues()).toMatchObject([{ group: 'networkStats', code: 'CALL_HUNG' }]);
    expect(all.map(({ readings }) => readings.network?.devices.length ?? 0)).toEqual([1, 0, 0, 0, 0]);
    // The next process begins elsewhere: no value once, and no spike.
    const user = all.map(({ readings }) => named('cpu', readings.cpu!)['']!['user_ms']);
    expect(user).toEqual([10, 10, null, 10, 10]);
  });

  test('file systems that hang do not hold up the samples', async () => {
    const source = await started(program('df', "call === 'fsSize'"));
    const all = await samples(source, (got) => got.length >= 3);
    expect(all.every(({ intervalMs }) => intervalMs < 2_500)).toBe(true);
    expect(source.issues()).toMatchObject([{ group: 'fsSize', code: 'CALL_HUNG' }]);
  });

  test('reading costs the main thread no wait, however long the calls take', async () => {
    const callMs = 1_500;
    const source = await started(program('slow', "call === 'mem'", callMs), 10_000);
    let longestMs = 0;
    const read = () => {
      const before = systemClock.monoMs();
      const sample = source.read();
      longestMs = Math.max(longestMs, systemClock.monoMs() - before);
      return sample;
    };
    await samples({ read }, (got) => got.length >= 1);
    expect(longestMs).toBeLessThan(callMs / 2); // a spawn takes some ms
  });
});
