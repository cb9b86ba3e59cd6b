import { describe, expect, test } from '@jest/globals';
import { Generations } from './generations.ts';

describe('Generations', () => {
  test('counts on, and forgives a Welcome that was lost as often as it is', () => {
    const generations = new Generations();
    expect(generations.next('a', 0)).toBe(1);
    expect(generations.next('a', 1)).toBe(2);
    for (let i = 0; i < 5; i++) expect(generations.next('a', 1)).toBe(2);
    expect(generations.next('a', 2)).toBe(3);
  });

  test('refuses a number of another history', () => {
    const generations = new Generations();
    for (let i = 0; i < 5; i++) generations.next('a', i);
    expect(generations.next('a', 3)).toBeUndefined();
    expect(generations.next('a', 9)).toBeUndefined();
    expect(generations.next('b', 9)).toBe(10);
  });

  test('takes the first number after a restart as it comes', () => {
    expect(new Generations().next('a', 41)).toBe(42);
    expect(new Generations().next('a', 2 ** 32 - 1)).toBe(1);
  });
});
