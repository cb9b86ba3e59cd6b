import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Increments } from './increments.ts';

const rows = (increments: Increments, table: Record<string, number[]>) => {
  const devices = Object.keys(table);
  const { values, measured } = increments.since(devices, Float64Array.from(Object.values(table).flat()));
  const width = values.length / Math.max(1, devices.length);
  const measuredRows = devices
    .map((device, row) => [device, [...values.slice(row * width, (row + 1) * width)]] as const)
    .filter((_, row) => measured[row] === 1);
  return Object.fromEntries(measuredRows);
};

describe('increments', () => {
  test('the first sight of a device is its baseline', () => {
    const increments = new Increments(2);
    expect(rows(increments, { a: [5, 5] })).toEqual({});
    expect(rows(increments, { a: [7, 5], b: [100, 100] })).toEqual({ a: [2, 0] });
    expect(rows(increments, { a: [7, 6], b: [101, 103] })).toEqual({ a: [0, 1], b: [1, 3] });
  });

  test('devices that change places keep their own counters', () => {
    const increments = new Increments(1);
    rows(increments, { a: [10], b: [20], c: [30] });
    expect(rows(increments, { c: [31], b: [22], a: [13] })).toEqual({ c: [1], b: [2], a: [3] });
  });

  test('a device that was away starts from a new baseline', () => {
    const increments = new Increments(1);
    rows(increments, { a: [10], b: [10] });
    rows(increments, { a: [11] });
    expect(rows(increments, { a: [12], b: [500] })).toEqual({ a: [1] });
    expect(rows(increments, { a: [12], b: [501] })).toEqual({ a: [0], b: [1] });
  });

  test('a counter that goes backwards takes the whole device out, once, and is counted', () => {
    const increments = new Increments(2);
    rows(increments, { a: [4_294_967_295, 10], b: [1, 1] });
    expect(rows(increments, { a: [3, 12], b: [2, 2] })).toEqual({ b: [1, 1] });
    expect(increments.resets).toBe(1);
    expect(rows(increments, { a: [4, 12], b: [2, 2] })).toEqual({ a: [1, 0], b: [0, 0] });
    expect(increments.resets).toBe(1);
  });

  test('what the kernel does not count stays missing', () => {
    const increments = new Increments(2);
    rows(increments, { a: [1, NaN] });
    expect(rows(increments, { a: [2, NaN] })).toEqual({ a: [1, NaN] });
    expect(increments.resets).toBe(0);
  });
});

test('property: increments are never negative and add up to what was counted between two resets', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1000 }), { minLength: 2, maxLength: 50 }), (counters) => {
      const increments = new Increments(1);
      let [sum, from, resets] = [0, counters[0]!, 0];
      counters.forEach((counter, i) => {
        const increment = rows(increments, { a: [counter] })['a']?.[0];
        const before = counters[i - 1];
        if (before !== undefined && counter >= before) sum += increment!;
        else {
          expect(increment).toBeUndefined();
          if (before === undefined) return;
          expect(sum).toBe(before - from);
          [sum, from] = [0, counter];
          resets++;
        }
      });
      expect(sum).toBe(counters.at(-1)! - from);
      expect(increments.resets).toBe(resets);
    }),
  );
});
