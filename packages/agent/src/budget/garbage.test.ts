import { expect, test } from '@jest/globals';
import { getHeapStatistics } from 'node:v8';
import { collectGarbage } from './garbage.ts';

const contexts = () => getHeapStatistics().number_of_native_contexts;

/** Made in a call of its own: nothing on the stack holds it afterwards. */
function garbage(): WeakRef<object> {
  return new WeakRef(Array.from({ length: 200 }, () => new Array<number>(1000).fill(0)));
}

test('what nobody holds is collected, and nothing is left behind', async () => {
  const before = contexts();
  const lists = garbage();
  await new Promise(setImmediate); // a WeakRef holds until the end of the turn in which it was made
  expect(lists.deref()).toBeDefined();
  await new Promise(setImmediate);
  collectGarbage(); // ends a marking that had begun while they were held, if one had
  collectGarbage();
  expect(lists.deref()).toBeUndefined();
  expect(contexts()).toBeLessThanOrEqual(before);
});

test('what has grown old is collected, too', async () => {
  const held = { lists: new Array<number>(200_000).fill(0) as number[] | undefined };
  collectGarbage();
  collectGarbage();
  const before = getHeapStatistics().used_heap_size;
  held.lists = undefined;
  await new Promise(setImmediate);
  collectGarbage();
  expect(getHeapStatistics().used_heap_size).toBeLessThan(before - 1_000_000);
});
