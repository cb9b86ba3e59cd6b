import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ExpositionReader } from './exposition.ts';
import { seriesOf } from './series.ts';

const read = (line: string) => new ExpositionReader().line(line);

test.each([
  ['a 1', { name: 'a', labels: [], value: 1 }],
  ['a{} 1', { name: 'a', labels: [], value: 1 }],
  ['a{b="c"} -1.5E+3', { name: 'a', labels: [['b', 'c']], value: -1500 }],
  ['a{b="c",} .5', { name: 'a', labels: [['b', 'c']], value: 0.5 }],
  [String.raw`a{b="\\\"\n"} 0`, { name: 'a', labels: [['b', '\\"\n']], value: 0 }],
  ['a{b="}",c="{,="} 0', { name: 'a', labels: [['b', '}'], ['c', '{,=']], value: 0 }], // prettier-ignore
  ['a Nan', { name: 'a', labels: [], value: NaN }],
  ['a -inf', { name: 'a', labels: [], value: -Infinity }],
  ['a 1e999', { name: 'a', labels: [], value: Infinity }],
])('%s', (line, expected) => expect(read(line)).toEqual({ ...expected, kind: 'gauge' }));

test.each([
  'a', 'a1', '1a 1', 'a{ 1', 'a{b} 1', 'a{b=c} 1', 'a{b="c} 1', 'a{b="c""d"} 1', String.raw`a{b="\x"} 1`, 'a{b="c",,} 1',
  'a{b="c"}1', 'a 0x10', 'a 1,5', 'a 1 1700000000', 'a 1 # exemplar', '{b="c"} 1', 'a{="c"} 1', 'a b c', 'a _', 'é 1',
])('%s is malformed', (line) => expect(read(line)).toBe('malformed')); // prettier-ignore

test('only what is told to count is a counter', () => {
  const reader = new ExpositionReader();
  const lines = [
    '# TYPE c counter',
    '# TYPE h histogram',
    '# TYPE s summary',
    '# TYPE g gauge',
    '# HELP c TYPE',
    '',
    ' # x',
  ];
  for (const line of lines) expect(reader.line(line)).toBeUndefined();
  const kinds = [
    'c',
    'c_total',
    'h_bucket',
    'h_sum',
    'h_count',
    's_sum',
    's_count',
    's',
    's_bucket',
    'g',
    'g_total',
    'u_count',
  ];
  const found = kinds.map((name) => [name, (reader.line(`${name} 1`) as { kind: string }).kind]);
  expect(found.filter(([, kind]) => kind === 'counter').map(([name]) => name)).toEqual(kinds.slice(0, 7));
});

test('a series reads back as itself', () => {
  const labels = fc.uniqueArray(
    fc.tuple(fc.stringMatching(/^[a-z_][a-z0-9_]{0,5}$/), fc.string({ maxLength: 9 })),
    {
      selector: ([name]) => name,
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(labels, (given) => {
      const series = seriesOf('name', given);
      fc.pre(series !== undefined);
      const parsed = read(`${series} 1`);
      const sorted = [...given].sort(([a], [b]) => (a < b ? -1 : 1));
      expect(parsed).toEqual({ name: 'name', labels: sorted, value: 1, kind: 'gauge' });
    }),
  );
});

test('any line gives an answer, in time that grows with its length', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (line) => void read(line)));
  for (const piece of ['a{', 'a{b="\\\\', 'a ', '# TYPE ', '"', 'a{b="c",', ' ']) {
    const began = process.cpuUsage(); // not the wall clock: others may have the cores
    read(piece.repeat(1_000_000 / piece.length));
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(1_000);
  }
});
