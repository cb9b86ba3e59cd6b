import { describe, expect, test } from '@jest/globals';
import { Generations } from './generations.ts';

describe('Generations', () => {
  test('counts on, and forgives a Welcome that was lost as often as it is', () => {
    const generations = new Generations({ mark: 7 });
    const first = generations.next('a', 0)!;
    expect(first).toBe(7 * 2 ** 12 + 1);
    const second = generations.next('a', first)!;
    expect(second).toBe(first + 1);
    for (let i = 0; i < 5; i++) expect(generations.next('a', first)).toBe(second);
    expect(generations.next('a', second)).toBe(second + 1);
  });

  test('refuses a number of another history', () => {
    const generations = new Generations();
    const numbers = [generations.next('a', 0)!];
    for (let i = 0; i < 5; i++) numbers.push(generations.next('a', numbers.at(-1)!)!);
    expect(generations.next('a', numbers[2]!)).toBeUndefined();
    expect(generations.next('a', numbers[5]! + 3)).toBeUndefined();
    expect(generations.next('b', 9)).toBe(numbers[0]);
  });

  test('an agent that was with another collector meanwhile is welcome; a copy of it that was not is found out', () => {
    const one = new Generations({ mark: 1 });
    const other = new Generations({ mark: 2 });
    const early = one.next('a', 0)!;
    const elsewhere = other.next('a', early)!;
    const back = one.next('a', elsewhere)!;
    expect(one.next('a', elsewhere)).toBeDefined(); // that Welcome was lost
    expect(one.next('a', early)).toBeUndefined();
    expect(other.next('a', back)).toBeDefined();
  });

  test('numbers stay within 32 bits and are never 0', () => {
    const generations = new Generations({ mark: 2 ** 20 - 1 });
    let last = 0;
    for (let i = 0; i < 5_000; i++) {
      last = generations.next('a', last)!;
      expect(last > 0 && last < 2 ** 32).toBe(true);
    }
    expect(new Generations().next('a', 2 ** 32 - 1)).toBeGreaterThan(0);
  });
});
