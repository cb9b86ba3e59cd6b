import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sample } from '@hostwire/protocol';
import { systemClock } from '@hostwire/runtime';
import { Load } from '@hostwire/testing';
import { KernelLedger, cellsOf, type Bounds, type Cell, type Span } from '../verify/kernel-ledger.ts';
import { createLinuxSource } from './linux/linux-source.ts';
import { PortableSource } from './portable/portable-source.ts';
import { trustedColumns } from './portable/trusted-columns.ts';

/**
 * Both sources read this host for some seconds while it is busy. systeminformation's calls of a round are made after
 * the instant of its sample and before the sample is handed out; the ledger of the linux source bounds what they can
 * have read (kernel-ledger.ts). What is left are grains:
 */
const tickMs = 10;
const mib = 1024 ** 2;
const tolerances: Readonly<Record<string, { readonly of: number; readonly reason: string }>> = {
  cpu: {
    of: NaN,
    reason: 'os.cpus() is summed up from cores, each cut to a tick; the kernel cuts the sum once',
  },
  cpu_core: { of: 0, reason: 'the same ticks of the same lines' },
  load: { of: 1, reason: 'os.loadavg() is 0.18 as a fraction of two, times 100' },
  memory: { of: 64 * mib, reason: 'levels go up and down between two looks: 20 ms at 3 GB/s' },
  network: { of: 0, reason: 'the same counters' },
  filesystem: { of: 256 * mib, reason: 'looked at once by each, up to a second apart, while others write' },
};
/** Columns that can be held exactly, whatever their group allows. */
const exact: ReadonlySet<string> = new Set([
  'cpu cores',
  'memory total_bytes',
  'memory swap_total_bytes',
  'filesystem size_bytes',
]);
const secondsOfLoad = 5;

interface Handed {
  readonly sample: Sample;
  /** From the instant of the round to when it was handed out. */
  readonly span: Span;
}

const filters = { interfaces: { include: ['lo'] } };
const ledger = new KernelLedger({
  source: createLinuxSource({ clock: systemClock, filters }),
  clock: systemClock,
});
/** The looks of the ledger. */
const everyMs = 20;
const load = new Load();
const handed: Handed[] = [];
let portableIssues: unknown;

beforeAll(async () => {
  const portable = new PortableSource({ clock: systemClock, platform: 'linux', filters });
  await load.start(['cpu', 'memory', 'network']);
  await ledger.start({ everyMs });
  await portable.start();
  const deadlineMs = systemClock.monoMs() + 40_000;
  const isEnough = () =>
    handed.length > secondsOfLoad && handed.some(({ sample }) => sample.readings.filesystem);
  while (!isEnough() && systemClock.monoMs() < deadlineMs) {
    const sample = portable.read();
    const toMs = systemClock.monoMs();
    // The clocks of a sample are whole ms.
    if (sample !== undefined) handed.push({ sample, span: { fromMs: sample.monoMs - 1, toMs } });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  portableIssues = portable.issues();
  await portable.stop();
  await load.stop();
  const lastMs = systemClock.monoMs();
  while (systemClock.monoMs() < lastMs + 100) await new Promise((resolve) => setTimeout(resolve, 5));
  await ledger.stop();
}, 60_000);

afterAll(() => load.stop());

function toleranceOf({ group, column }: Cell): number {
  if (exact.has(`${group} ${column}`)) return 0;
  if (group !== 'cpu') return tolerances[group]!.of;
  return ledger.newest({ group, column: 'cores' })! * tickMs;
}

/** Sums over the window between the first and the last sample. */
function windowTotals(): Cell[] {
  const sums = new Map<string, Cell>();
  for (const { sample } of handed.slice(1)) {
    for (const value of cellsOf(sample).filter(({ kind }) => kind === 'increment')) {
      sums.set(value.key, { ...value, value: value.value + (sums.get(value.key)?.value ?? 0) });
    }
  }
  return [...sums.values()].filter(({ value }) => !Number.isNaN(value));
}

/** What does not hold together, in words. */
function disagreement(of: Cell, { least, most }: Bounds): string[] {
  const tolerance = toleranceOf(of);
  const isWithin = of.value >= least - tolerance && of.value <= most + tolerance;
  // A device that came, went or began anew meanwhile has no bounds; the ones that stay have.
  const isPassing = of.device !== '' && of.device !== 'lo' && Number.isNaN(least + most);
  if (isWithin || isPassing) return [];
  return [
    `${of.group} ${of.device} ${of.column}: ${of.value}, the kernel ${least} to ${most} (± ${tolerance})`,
  ];
}

describe('the two sources side by side', () => {
  test('both read without issue', () => {
    expect(handed.length).toBeGreaterThan(secondsOfLoad);
    expect(portableIssues).toEqual([]);
  });

  test('every increment over the window holds together', () => {
    const [first, last] = [handed[0]!.span, handed.at(-1)!.span];
    const totals = windowTotals();
    expect(totals.length).toBeGreaterThan(15);
    expect(totals.flatMap((total) => disagreement(total, ledger.growth(total, first, last)))).toEqual([]);
    // The load was there, so that the comparison was of something.
    const total = (column: string, device = '') =>
      totals.find((each) => each.column === column && each.device === device)!.value;
    expect(total('user_ms')).toBeGreaterThan(200); // others may want the cores, too
    expect(total('receive_bytes', 'lo')).toBeGreaterThan(10 * mib);
  });

  test('every level of every sample holds together', () => {
    const gauges = handed.flatMap(({ sample, span }) =>
      cellsOf(sample)
        .filter(({ kind, value }) => kind === 'gauge' && !Number.isNaN(value))
        .map((value) => ({ value, span })),
    );
    expect(gauges.length).toBeGreaterThan(50);
    const wrong = gauges.flatMap(({ value, span }) => {
      if (value.group !== 'filesystem') return disagreement(value, ledger.level(value, span));
      const newest = ledger.newest(value);
      return newest === undefined
        ? [`${value.device} is not there`]
        : disagreement(value, { least: newest, most: newest });
    });
    expect(wrong).toEqual([]);
  });

  test('what only one of them has is what is not trusted, by name', () => {
    const portable = new Set(
      handed.flatMap(({ sample }) =>
        cellsOf(sample)
          .filter(({ value }) => !Number.isNaN(value))
          .map(({ group, column }) => `${group} ${column}`),
      ),
    );
    const trusted = Object.entries(trustedColumns.linux).flatMap(([group, columns]) =>
      columns.map((column) => `${group} ${column}`),
    );
    const linux = ledger.columns();
    // A host without a battery has none in either.
    const expected = trusted.filter((column) => column !== 'sensor charge_pct' || linux.has(column));
    expect([...portable].sort()).toEqual(expected.sort());
    expect([...portable].filter((column) => !linux.has(column))).toEqual([]);
    const lacking = [...linux].filter((column) => !portable.has(column));
    const groups = new Set([...portable].map((column) => column.split(' ')[0]!));
    const shared = lacking.filter((column) => groups.has(column.split(' ')[0]!));
    expect(shared).toEqual(
      expect.arrayContaining([
        'cpu iowait_ms',
        'cpu softirq_ms',
        'cpu steal_ms',
        'cpu context_switches',
        'load tasks',
        'memory page_faults',
        'memory anon_bytes',
        'network receive_packets',
        'network receive_drops',
        'filesystem inodes_free',
        'filesystem read_only',
      ]),
    );
  });
});
