import { describe, expect, test } from '@jest/globals';
import { blockChart, condense, spark } from './block-chart.ts';
import { keysOf } from './keys.ts';
import { chosenLine, encodeLine, span } from './line.ts';
import { shortBytes, shortPct } from './short-number.ts';
import { cut, fit, widthOf } from './text.ts';

const format = { width: 10, colours: true, unicode: true };

describe('text', () => {
  test.each([
    ['abc', 3],
    ['数据', 4],
    ['e\u0301', 1],
    ['🙂', 2],
  ])('%s takes %d columns', (text, width) => expect(widthOf(text)).toBe(width));

  test('is cut and filled up to a width, wide characters whole', () => {
    expect(fit('数据库', 5)).toBe('数据…');
    expect(fit('数据库', 4)).toBe('数… ');
    expect(fit('ab', 4, 'right')).toBe('  ab');
    expect(cut('abc', 0)).toBe('');
  });
});

describe('a line', () => {
  test('fills the width exactly, and styles end with their piece', () => {
    expect(encodeLine([span('ab', 'good'), span('c')], format)).toBe('\u001b[32mab\u001b[0mc       ');
    expect(encodeLine([span('a'.repeat(20))], format)).toBe(`${'a'.repeat(9)}…`);
  });

  test('holds no control sequence of its texts', () => {
    const hostile = span('a\u001b[2J\u0007\r\nb\u202e', 'bold');
    for (const line of [[hostile], chosenLine([hostile], 10)])
      expect(encodeLine(line, format).replace(/\u001b\[[\d;]*m/g, '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});

describe('a chart', () => {
  test('has eight levels in each row; a little is seen, nothing is not', () => {
    expect(spark([0, 1, 50, 100, null, 200], { max: 100, width: 6 })).toBe(' ▁▄█ █');
    expect(blockChart([100, 50, 25], { max: 100, width: 4, height: 2 })).toEqual([' █  ', ' ██▄']);
  });

  test('shows the newest values when there are more than columns', () => {
    expect(spark([100, 100, 0], { max: 100, width: 2 })).toBe('█ ');
    expect(condense([1, 3, null, null, 5, null], 3)).toEqual([2, null, 5]);
  });
});

test.each([
  [null, '–'],
  [0, '0'],
  [999, '999'],
  [1_000, '1.0K'],
  [6_300_000, '6.0M'],
  [1023 * 1024, '1.0M'],
  [5e10, '47G'],
])('%p bytes are %s', (bytes, text) => {
  expect(shortBytes(bytes)).toBe(text);
});

test('percentages have a digit as long as it fits', () => {
  expect([0.04, 42.06, 99.97, 388.2, null].map(shortPct)).toEqual(['0.0', '42.1', '100', '388', '–']);
});

test('keys are known by their sequences, many at once, and nothing else of a sequence is typed', () => {
  expect(keysOf('\u001b[A\u001bOB[\u001b[1;2Dé\u001b')).toEqual([
    'up',
    'down',
    '[',
    'shift-left',
    'é',
    'escape',
  ]);
  expect(keysOf('\u001b[200~\u001b[M')).toEqual([]);
  expect(keysOf('\u0003\r\u007f')).toEqual(['ctrl-c', 'enter', 'backspace']);
});
