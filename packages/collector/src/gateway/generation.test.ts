import { describe, expect, test } from '@jest/globals';
import { nextGeneration, randomMark } from './generation.ts';

/** Hands out numbers to one agent as a process does. */
function process(mark = randomMark()): (presented: number) => number | undefined {
  let last = 0;
  return (presented) => {
    const next = nextGeneration({ mark, last }, presented);
    if (next !== undefined) last = next;
    return next;
  };
}

describe('nextGeneration', () => {
  test('counts on, and forgives a Welcome that was lost as often as it is', () => {
    const next = process(7);
    const first = next(0)!;
    expect(first).toBe(7 * 2 ** 12 + 1);
    const second = next(first)!;
    expect(second).toBe(first + 1);
    for (let i = 0; i < 5; i++) expect(next(first)).toBe(second);
    expect(next(second)).toBe(second + 1);
  });

  test('refuses a number of another history', () => {
    const next = process();
    const numbers = [next(0)!];
    for (let i = 0; i < 5; i++) numbers.push(next(numbers.at(-1)!)!);
    expect(next(numbers[2]!)).toBeUndefined();
    expect(next(numbers[5]! + 3)).toBeUndefined();
  });

  test('an agent that was with another collector meanwhile is welcome; a copy of it that was not is found out', () => {
    const one = process(1);
    const other = process(2);
    const early = one(0)!;
    const elsewhere = other(early)!;
    const back = one(elsewhere)!;
    expect(one(elsewhere)).toBeDefined(); // that Welcome was lost
    expect(one(early)).toBeUndefined();
    expect(other(back)).toBeDefined();
  });

  test('numbers stay within 32 bits and are never 0', () => {
    const next = process(2 ** 20 - 1);
    let last = 0;
    for (let i = 0; i < 5_000; i++) {
      last = next(last)!;
      expect(last > 0 && last < 2 ** 32).toBe(true);
    }
    expect(process()(2 ** 32 - 1)).toBeGreaterThan(0);
  });
});
