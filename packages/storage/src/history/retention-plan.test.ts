import { describe, expect, test } from '@jest/globals';
import { minFreeBytes, planRetention, type RetentionPolicy } from './retention-plan.ts';
import { levelOf, timeOf, type PartitionUsage, type StorageUsage } from './usage.ts';

const dayMs = 86_400_000;
const GiB = 2 ** 30;
const nowMs = Date.UTC(2026, 5, 20, 12);
const policy: RetentionPolicy = {
  raw: 14 * dayMs,
  minutes: 180 * dayMs,
  hours: 1_826 * dayMs,
  maxDiskBytes: undefined,
};

function partition(table: string, name: string, bytes: number): PartitionUsage {
  const level = levelOf(table);
  return { table, level, partition: name, rows: 1, bytes, ...timeOf(level, name) };
}

/** So many raw days up to today, of one GiB each. */
function usageOf(days: number, more: Partial<StorageUsage> = {}): StorageUsage {
  const rawDays = Array.from({ length: days }, (_, i) =>
    new Date(nowMs - (days - 1 - i) * dayMs).toISOString().slice(0, 10),
  );
  const partitions = rawDays.map((day) => partition('samples', day, GiB));
  const disk = { diskBytes: 1_000 * GiB, freeBytes: 900 * GiB, replacedBytes: 0 };
  return { partitions, rawDays, hosts: [], ...disk, ...more };
}

const names = (usage: StorageUsage, of = policy) =>
  planRetention(usage, of, nowMs).steps.map(
    (step) => `${step.reason} ${step.partition}${step.isPart ? ' part' : ''}`,
  );

describe('age', () => {
  test('a day goes when all of it is older than the policy', () => {
    expect(names(usageOf(15))).toEqual([]);
    expect(names(usageOf(17))).toEqual(['age 2026-06-04', 'age 2026-06-05']);
  });

  test('a day of which only the record is left stays', () => {
    const usage = usageOf(17);
    expect(names({ ...usage, rawDays: usage.rawDays.slice(2) })).toEqual([]);
  });

  test('minutes go by week and hours by month; other tables never', () => {
    const partitions = [
      partition('rollup_cpu_1m', '2025-12-01', GiB),
      partition('rollup_cpu_1m', '2026-01-05', GiB),
      partition('rollup_cpu_1h', '202105', GiB),
      partition('rollup_cpu_1h', '202107', GiB),
      partition('agents', 'tuple()', GiB),
    ];
    expect(names({ ...usageOf(1), partitions })).toEqual(['age 202105', 'age 2025-12-01']);
  });

  test('it tells what goes next, and when', () => {
    expect(planRetention(usageOf(15), policy, nowMs).next).toEqual({
      table: 'samples',
      partition: '2026-06-06',
      atMs: Date.UTC(2026, 5, 21),
    });
  });
});

describe('budget', () => {
  test('the oldest raw day goes first, then parts of the day that fills, then minutes; never hours', () => {
    const usage = usageOf(3);
    const more = [partition('rollup_cpu_1m', '2026-06-01', GiB), partition('rollup_cpu_1h', '202604', GiB)];
    const full = { ...usage, partitions: [...usage.partitions, ...more] };
    const at = (maxDiskBytes: number) => names(full, { ...policy, maxDiskBytes });
    expect(at(5 * GiB)).toEqual([]);
    expect(at(4.5 * GiB)).toEqual(['budget 2026-06-18']);
    expect(at(2.5 * GiB)).toEqual(['budget 2026-06-18', 'budget 2026-06-19', 'budget 2026-06-20 part']);
    expect(at(0)).toEqual([
      'budget 2026-06-18',
      'budget 2026-06-19',
      'budget 2026-06-20 part',
      'budget 2026-06-01',
    ]);
  });

  test('whatever the policy says, a GiB stays free', () => {
    const usage = usageOf(3, { diskBytes: 4 * GiB, freeBytes: 0.5 * GiB });
    const { steps, budgetBytes } = planRetention(usage, { ...policy, maxDiskBytes: 100 * GiB }, nowMs);
    expect(budgetBytes).toBe(3.5 * GiB - minFreeBytes);
    expect(steps).toMatchObject([{ partition: '2026-06-18', reason: 'budget' }]);
  });

  test('80 % of the disk is the default, and it tells how many days that holds', () => {
    const plan = planRetention(usageOf(10, { diskBytes: 20 * GiB, freeBytes: 10 * GiB }), policy, nowMs);
    expect(plan).toMatchObject({ budgetBytes: 16 * GiB, rawDaysHeld: 16, steps: [] });
  });

  test('of the day that fills goes a twentieth more than has to, and what came lately stays', () => {
    const usage = usageOf(1, { diskBytes: 8 * GiB, freeBytes: 2 * GiB });
    const { steps } = planRetention(usage, { ...policy, maxDiskBytes: 0.8 * GiB }, nowMs);
    expect(steps).toMatchObject([{ isPart: true, freshMs: 15 * 60_000 }]);
    expect(steps[0]?.bytes).toBeCloseTo((0.2 + 0.04) * GiB, -3);
  });

  test('on a short disk all but the last minute may go, then minutes of this week, largest first', () => {
    const week = (name: string, bytes: number) => partition(name, '2026-06-15', bytes);
    const more = [week('rollup_cpu_1m', 0.1 * GiB), week('rollup_cgroup_1m', 0.3 * GiB)];
    const usage = usageOf(1, { diskBytes: 2 * GiB, freeBytes: 0.9 * GiB });
    const partitions = [partition('samples', '2026-06-20', 0.1 * GiB), ...more];
    const at = (freeBytes: number) => planRetention({ ...usage, partitions, freeBytes }, policy, nowMs);
    expect(at(0.9 * GiB)).toMatchObject({ isDiskShort: false, steps: [{ freshMs: 15 * 60_000 }] });
    const { isDiskShort, steps } = at(0.6 * GiB);
    expect([isDiskShort, ...steps.map(({ table, freshMs }) => `${table} ${freshMs}`)]).toEqual([
      true,
      'samples 60000',
      'rollup_cgroup_1m 0',
    ]);
    // What merges replaced is not free yet.
    const merged = { ...usage, partitions, freeBytes: 0.9 * GiB, replacedBytes: 0.3 * GiB };
    expect(planRetention(merged, policy, nowMs)).toMatchObject({ isDiskShort: true });
  });
});
