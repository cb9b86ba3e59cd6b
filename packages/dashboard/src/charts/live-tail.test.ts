import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Chart, Gap, ChartsResponse } from '../api/types.ts';
import { growsByTail, lastValueMs, mergeTail, tailWindow } from './live-tail.ts';

type Values = Record<string, (number | null)[]>;

function chart(tsMs: number[], values: Values): Chart {
  const series = Object.entries(values).map(([name, list]) => ({ name, device: '', values: list }));
  return { chart: 'cpu', title: 'CPU', unit: 'pct', stacked: false, ranked: false, sql: '', tsMs, series };
}
function set(tsMs: number[], values: Values, gaps: Gap[] = []): ChartsResponse {
  return {
    fromMs: tsMs[0] ?? 0,
    toMs: (tsMs.at(-1) ?? 0) + 1000,
    stepMs: 1000,
    charts: [chart(tsMs, values)],
    gaps,
  };
}
const valuesOf = (merged: ChartsResponse | undefined): Values =>
  Object.fromEntries(merged?.charts[0]?.series.map(({ name, values }) => [name, values]) ?? []);

describe('mergeTail', () => {
  const held = set([1000, 2000, 3000, 4000], { user: [1, 2, null, 4] });

  test('the tail replaces what it covers, and what left the window is dropped', () => {
    const tail = set([3000, 4000, 5000], { user: [3, 40, 5] });
    const merged = mergeTail(held, tail, { fromMs: 2500, toMs: 5500 });
    expect(merged?.charts[0]?.tsMs).toEqual([2000, 3000, 4000, 5000]);
    expect(valuesOf(merged)).toEqual({ user: [2, 3, 40, 5] });
  });

  test('a device that appears has no past; one that disappears has no present', () => {
    const tail = set([4000, 5000], { system: [7, 8] });
    const merged = mergeTail(held, tail, { fromMs: 2000, toMs: 6000 });
    expect(valuesOf(merged)).toEqual({ user: [1, 2, null, null, null], system: [null, null, null, 7, 8] });
  });

  test('a device without a value left in the window goes', () => {
    const merged = mergeTail(held, set([5000], { system: [7] }), { fromMs: 6000, toMs: 7000 });
    expect(valuesOf(merged)).toEqual({ system: [7] });
  });

  test('a chart whose own steps are longer begins before the tail does', () => {
    const rare = set([0, 20_000, 40_000], { used: [1, 2, 3] });
    const tail = { ...set([40_000, 60_000], { used: [4, 5] }), fromMs: 50_000 };
    const merged = mergeTail(rare, tail, { fromMs: 0, toMs: 61_000 });
    expect(merged?.charts[0]?.tsMs).toEqual([0, 20_000, 40_000, 60_000]);
    expect(valuesOf(merged)).toEqual({ used: [1, 2, 4, 5] });
  });

  test('another step does not fit', () => {
    expect(mergeTail(held, { ...held, stepMs: 2000 }, { fromMs: 0, toMs: 5000 })).toBeUndefined();
  });

  test('a gap that goes on is one gap; one that late samples filled is gone', () => {
    const window = { fromMs: 0, toMs: 9000 };
    const withGap = set([1000], { user: [1] }, [{ fromMs: 2000, toMs: 5000, reason: 'spool full' }]);
    const goesOn = set([4000], { user: [1] }, [{ fromMs: 4000, toMs: 8000, reason: 'spool full' }]);
    expect(mergeTail(withGap, goesOn, window)?.gaps).toEqual([
      { fromMs: 2000, toMs: 8000, reason: 'spool full' },
    ]);
    const filled = set([2000], { user: [1] });
    expect(mergeTail(withGap, filled, window)?.gaps).toEqual([]);
  });

  test('joining tail after tail gives what asking once would have given', () => {
    const truth = (ts: number): number | null => (ts % 7000 === 0 ? null : ts);
    const answer = (from: number, to: number): ChartsResponse => {
      const ts = Array.from({ length: (to - from) / 1000 }, (_, i) => from + i * 1000);
      return { ...set(ts, { user: ts.map(truth) }), fromMs: from, toMs: to };
    };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }), (steps) => {
        let now = 60_000;
        let current = answer(now - 30_000, now);
        for (const step of steps) {
          now += step * 1000;
          const window = { fromMs: now - 30_000, toMs: now };
          const next = tailWindow(current, window);
          current =
            (next && mergeTail(current, answer(next.fromMs, next.toMs), window)) ??
            answer(window.fromMs, now);
        }
        const kept = current.charts[0]!;
        expect(kept.tsMs.filter((ts) => ts >= now - 30_000)).toEqual(
          answer(now - 30_000, now).charts[0]!.tsMs,
        );
        expect(kept.series[0]!.values).toEqual(kept.tsMs.map(truth));
      }),
    );
  });
});

describe('growsByTail', () => {
  test('not when the devices shown depend on the window, nor with longer steps', () => {
    const one = chart([0, 1000, 2000], { user: [1, 2, 3] });
    expect(growsByTail(one, 1000)).toBe(true);
    expect(growsByTail({ ...one, ranked: true }, 1000)).toBe(false);
    expect(growsByTail({ ...one, tsMs: [0, 20_000] }, 1000)).toBe(false);
    expect(growsByTail({ ...one, tsMs: [] }, 1000)).toBe(true);
  });
});

describe('tailWindow', () => {
  const held = set([1_000_000, 1_001_000, 1_002_000], { user: [1, 2, null] });
  test('starts ten seconds before the last value, on a step', () => {
    expect(lastValueMs(held)).toBe(1_001_000);
    expect(tailWindow(held, { fromMs: 702_500, toMs: 1_002_500 })).toEqual({
      fromMs: 991_000,
      toMs: 1_003_000,
    });
  });
  test('asks for everything when nothing is held or too much is missing', () => {
    expect(tailWindow(undefined, { fromMs: 0, toMs: 1 })).toBeUndefined();
    expect(tailWindow(set([1000], { user: [null] }), { fromMs: 0, toMs: 9000 })).toBeUndefined();
    expect(tailWindow(held, { fromMs: 1_200_000, toMs: 1_500_000 })).toBeUndefined();
  });
});
