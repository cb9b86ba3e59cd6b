import { expect, test } from '@jest/globals';
import { compareLevel, type Bracket } from './level.ts';

const what = { group: 'socket', device: '', field: 'tcp_time_wait', how: 'the other way' } as const;
type Numbers = readonly [before: number, source: number, after: number];

function compare(brackets: readonly Numbers[], grain = 0) {
  const named = brackets.map(([before, source, after]): Bracket => ({ before, source, after }));
  return compareLevel(what, { brackets: named, grain });
}

const times = (count: number, bracket: Numbers) => Array.from({ length: count }, () => bracket);
const tooFast = (moved: number) => ({
  ...what,
  reason: `it moves too fast: by up to ${moved} between the readings right before and right after an observation`,
});

test('where it held still the source has to say the same, however much it moved elsewhere', () => {
  const moving: Numbers = [1, 50, 90];
  expect(compare([moving, [7, 7, 7]])).toMatchObject({ a: 7, b: 7, tolerance: 0, ok: true });
  expect(compare([moving, [7, 8, 7]])).toMatchObject({ a: 8, b: 7, tolerance: 0, ok: false });
});

test('one that moved and came back now and then is not wrong; one that is wrong nearly always is', () => {
  const [right, wrong]: Numbers[] = [
    [7, 7, 7],
    [7, 9, 7],
  ];
  expect(compare([...times(2, right!), wrong!])).toMatchObject({ ok: true });
  expect(compare([right!, ...times(2, wrong!)])).toEqual(tooFast(0));
  expect(compare([right!, ...times(4, wrong!)])).toMatchObject({ a: 9, b: 7, ok: false });
});

test('of one that moves, the source says something in between', () => {
  const found = compare([
    [10, 14, 20],
    [30, 31, 32],
    [40, 40, 50],
  ]);
  expect(found).toMatchObject({ a: 31, b: 31, tolerance: 1, ok: true });
});

test('that it said the same twice by chance does not make it still', () => {
  const found = compare([
    [10, 14, 20],
    [7, 8, 7],
    [30, 31, 32],
  ]);
  expect(found).toMatchObject({ a: 31, ok: true });
});

test('outside by less than it was seen to move nothing is known', () => {
  expect(
    compare([
      [10, 14, 20],
      [30, 35, 32],
      [40, 45, 43],
    ]),
  ).toEqual(tooFast(10));
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

test('without an observation between two readings there is nothing to compare', () => {
  expect(compare([])).toMatchObject({ reason: expect.stringMatching(/^no observation/) });
});
