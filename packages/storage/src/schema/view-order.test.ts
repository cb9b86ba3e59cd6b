import { expect, test } from '@jest/globals';
import { views } from '../generated/schema.ts';
import { inOrder } from './view-order.ts';

const view = (name: string, from: string) => ({
  name: `views/${name}.sql`,
  sql: `-- FROM nothing\nCREATE OR REPLACE VIEW ${name} AS\nSELECT * FROM ${from}`,
});

test('a view comes after those that it reads, however they are named', () => {
  const ordered = inOrder([
    view('a', 'c'),
    view('b', 'samples'),
    view('c', 'b LEFT JOIN d USING (x)'),
    view('d', 'b'),
  ]);
  expect(ordered.map(({ view: name, reads }) => [name, ...reads])).toEqual([
    ['b'],
    ['d', 'b'],
    ['c', 'b', 'd'],
    ['a', 'c'],
  ]);
});

test('views that read each other are refused with the circle', () => {
  const circle = [view('a', 'b'), view('b', 'c'), view('c', 'a')];
  expect(() => inOrder(circle)).toThrow('a → b → c → a');
});

test('a file that makes another view than its name says is refused', () => {
  expect(() => inOrder([{ ...view('a', 'samples'), name: 'views/b.sql' }])).toThrow('views/b.sql');
});

test('the views of this program have an order', () => {
  expect(inOrder(views)).toHaveLength(views.length);
});
