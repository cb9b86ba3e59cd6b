import { expect, test } from '@jest/globals';
import type { ChartData, ChartName, ChartUnit } from '@hostwire/storage';
import { rankChanges } from './what-changed.ts';

const fromMs = 100_000;
const toMs = 140_000;
/** 10 steps before the range, 4 in it. */
const tsMs = Array.from({ length: 14 }, (_, index) => index * 10_000);

function chart(
  name: ChartName,
  unit: ChartUnit,
  lines: Readonly<Record<string, readonly (number | null)[]>>,
): ChartData {
  const series = Object.entries(lines).map(([device, values]) => ({
    name: 'busy',
    device,
    values: [...values],
  }));
  return { chart: name, title: name, unit, stacked: false, ranked: false, sql: '', tsMs, series };
}

const steps = (before: number | null, during: number | null) =>
  tsMs.map((ms, index) => {
    const value = ms < fromMs ? before : during;
    return value === null ? null : value + (index % 2) * 0.5;
  });

test('what lies furthest off the time before comes first, what moved a little is left out', () => {
  const changes = rankChanges(
    [
      chart('cpu', 'pct', { '': steps(10, 95) }),
      chart('disk_busy', 'pct', { sda: steps(20, 40), sdb: steps(20, 21) }),
      chart('load', 'load', { '': steps(8, 0.5) }),
    ],
    { fromMs, toMs },
  );
  expect(changes.map(({ chart: name, device }) => `${name} ${device}`.trim())).toEqual([
    'cpu',
    'disk_busy sda',
    'load',
  ]);
  expect(changes[0]).toMatchObject({ during: 95.25, before: 10.25 });
  expect(changes[2]!.score).toBeLessThan(-3);
});

test('a process that led only in the range took nothing before; a hole in other charts is no zero', () => {
  const changes = rankChanges(
    [
      chart('process_cpu', 'pct', { backup: steps(null, 80), sshd: steps(2, 2) }),
      chart('disk_busy', 'pct', { sdc: steps(null, 80) }),
    ],
    { fromMs, toMs },
  );
  expect(changes).toMatchObject([{ chart: 'process_cpu', device: 'backup', before: 0 }]);
  expect(changes).toHaveLength(1);
});

test('of a time before without samples nothing is said: no process took nothing then', () => {
  const unknown = { backup: steps(null, 80), sshd: steps(null, 2) };
  expect(rankChanges([chart('process_cpu', 'pct', unknown)], { fromMs, toMs })).toEqual([]);
});
