import { beforeEach, expect, test } from '@jest/globals';
import { HeapGrowth, heapGrowthLimits } from './heap-growth.ts';

const { firstAfterMs, everyMs, grownBytes } = heapGrowthLimits;
const floorBytes = 10 * grownBytes;

let heapBytes: number;
let collections: number;
let growth: HeapGrowth;

beforeEach(() => {
  heapBytes = floorBytes;
  collections = 0;
  const collect = () => {
    collections++;
    heapBytes = floorBytes;
  };
  growth = new HeapGrowth(() => heapBytes, collect);
  growth.look(5_000);
});

test('the first collection comes when the start is over, whatever the heap is', () => {
  growth.look(5_000 + firstAfterMs - 1);
  expect(collections).toBe(0);
  growth.look(5_000 + firstAfterMs);
  expect(collections).toBe(1);
});

test('a heap that grew is collected, not more often than set', () => {
  growth.look(5_000 + firstAfterMs);
  heapBytes = floorBytes + grownBytes;
  growth.look(5_000 + firstAfterMs + everyMs - 1);
  expect(collections).toBe(1);
  growth.look(5_000 + firstAfterMs + everyMs);
  expect(collections).toBe(2);
});

test('a heap that did not grow is left alone', () => {
  growth.look(5_000 + firstAfterMs);
  heapBytes = floorBytes + grownBytes - 1;
  for (let i = 1; i < 10; i++) growth.look(5_000 + firstAfterMs + i * everyMs);
  expect(collections).toBe(1);
});
