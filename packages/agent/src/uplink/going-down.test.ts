import { expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { isHostGoingDown } from './going-down.ts';

const mark = fileURLToPath(import.meta.url);

test('a mark that is newer than the agent says that the host goes down; an older one, or none, does not', () => {
  expect(isHostGoingDown(mark, 0)).toBe(true);
  expect(isHostGoingDown(mark, Date.now())).toBe(false);
  expect(isHostGoingDown(`${mark}.none`, 0)).toBe(false);
});
