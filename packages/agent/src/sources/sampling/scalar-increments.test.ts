import { expect, test } from '@jest/globals';
import { ScalarIncrements } from './scalar-increments.ts';

/** What two counters grew by, in columns 2 and 0 of a row of three. */
function rowsOf() {
  const increments = new ScalarIncrements([2, 0]);
  const row = (...counters: number[]) => {
    const values = new Float64Array(3).fill(NaN);
    increments.put(Float64Array.from(counters), values);
    return [...values];
  };
  return { increments, row };
}

test('the first counters are a baseline; what they grow by goes to its columns', () => {
  const { increments, row } = rowsOf();
  expect(row(5, 100)).toEqual([NaN, NaN, NaN]);
  expect(row(7, 100)).toEqual([0, NaN, 2]);
  expect(row(8, 130)).toEqual([30, NaN, 1]);
  increments.forget();
  expect(row(9, 131)).toEqual([NaN, NaN, NaN]);
  expect(row(9, 132)).toEqual([1, NaN, 0]);
  expect(increments.resets).toBe(0);
});

test('a counter that goes backwards gives nothing once, is counted, and takes no other with it', () => {
  const { increments, row } = rowsOf();
  row(5, 4_294_967_295);
  expect(row(6, 3)).toEqual([NaN, NaN, 1]);
  expect(increments.resets).toBe(1);
  expect(row(7, 5)).toEqual([2, NaN, 1]);
  expect(increments.resets).toBe(1);
});

test('what the kernel does not count stays missing, and begins with a baseline', () => {
  const { increments, row } = rowsOf();
  row(5, NaN);
  expect(row(6, NaN)).toEqual([NaN, NaN, 1]);
  expect(row(7, 50)).toEqual([NaN, NaN, 1]);
  expect(row(8, 51)).toEqual([1, NaN, 1]);
  expect(increments.resets).toBe(0);
});

test('the counters may change after the call', () => {
  const increments = new ScalarIncrements([0]);
  const counters = Float64Array.of(5);
  const row = new Float64Array(1);
  increments.put(counters, row);
  counters[0] = 6;
  increments.put(counters, row);
  expect(row[0]).toBe(1);
});
