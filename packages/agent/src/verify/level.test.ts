import { expect, test } from '@jest/globals';
import { compareLevel, type Bracket } from './level.ts';

const what = { group: 'socket', device: '', field: 'tcp_time_wait', how: 'the other way' } as const;
const compare = (brackets: readonly (readonly [number, number, number])[], grain = 0) => {
  const named = brackets.map(([before, source, after]): Bracket => ({ before, source, after }));
  return compareLevel(what, { brackets: named, grain });
};

test('where it held still the source has to say the same, however much it moved elsewhere', () => {
  expect(
    compare([
      [1, 50, 90],
      [7, 7, 7],
    ]),
  ).toMatchObject({ a: 7, b: 7, tolerance: 0, ok: true });
  expect(
    compare([
      [1, 50, 90],
      [7, 8, 7],
    ]),
  ).toMatchObject({ a: 8, b: 7, tolerance: 0, ok: false });
});

test('one that moved and came back between two readings is not wrong; one that is wrong half of the time is', () => {
  expect(
    compare([
      [7, 9, 7],
      [7, 7, 7],
      [8, 8, 8],
    ]),
  ).toMatchObject({ ok: true });
  expect(
    compare([
      [7, 7, 7],
      [9, 7, 9],
    ]),
  ).toMatchObject({ a: 7, b: 9, ok: false });
});

test('one that never held still lies in between, by the sharpest bracket', () => {
  expect(
    compare([
      [10, 14, 20],
      [30, 31, 32],
    ]),
  ).toMatchObject({ a: 31, b: 31, tolerance: 1, ok: true });
});

test('outside by less than it was seen to move nothing is known', () => {
  expect(
    compare([
      [10, 14, 20],
      [30, 35, 32],
    ]),
  ).toEqual({ ...what, reason: expect.stringMatching(/^it moved .* by up to 10$/) });
});

test('outside by more than it was ever seen to move it is wrong, still or not', () => {
  expect(
    compare([
      [10, 31, 20],
      [30, 60, 32],
    ]),
  ).toMatchObject({ a: 60, b: 31, ok: false });
});

test('the grain widens both what is still and what is right', () => {
  expect(compare([[100, 103, 102]], 2)).toMatchObject({ b: 101, tolerance: 3, ok: true });
  expect(compare([[100, 105, 102]], 2)).toMatchObject({ ok: false });
});

test('without a look between two readings there is nothing to compare', () => {
  expect(compare([])).toEqual({ ...what, reason: expect.stringMatching(/^no look/) });
});
