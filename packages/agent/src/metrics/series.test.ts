import { expect, test } from '@jest/globals';
import { metricLimits } from './metric-row.ts';
import { SeriesTracker } from './series-tracker.ts';
import { seriesOf } from './series.ts';

test('the order of labels makes no difference', () => {
  const labels = [['b', '2'], ['a', '1']] as const; // prettier-ignore
  expect(seriesOf('n', labels)).toBe('n{a="1",b="2"}');
  expect(seriesOf('n', [...labels].reverse())).toBe('n{a="1",b="2"}');
});

const long = (length: number) => 'x'.repeat(length);
test.each([
  ['a long name', seriesOf(long(201), [])],
  ['an empty name', seriesOf('', [])],
  ['a name with a brace', seriesOf('a{', [])],
  ['a name with a line feed', seriesOf('a\n', [])],
  ['a label twice', seriesOf('a', [['b', '1'], ['b', '1']])], // prettier-ignore
  ['a label without a name', seriesOf('a', [['', '1']])],
  ['a label with an equals sign', seriesOf('a', [['b=', '1']])],
  ['a long label', seriesOf('a', [[long(65), '']])],
  ['a long value', seriesOf('a', [['b', long(257)]])],
  [
    'many labels',
    seriesOf(
      'a',
      Array.from({ length: 17 }, (_, i) => [`l${i}`, ''] as const),
    ),
  ],
  ['NUL', seriesOf('a', [['b', '\0']])],
  ['half a character', seriesOf('a', [['b', '\ud800']])],
  ['more than a text takes', seriesOf('a', [['b', long(256)], ['c', long(256)]])], // prettier-ignore
])('%s does not fit', (_, series) => expect(series).toBeUndefined());

test('a place is free again when its series was not reported for ten minutes, so churn is bounded', () => {
  const tracker = new SeriesTracker();
  const distinct = new Set<string>();
  for (let monoMs = 0; monoMs < metricLimits.forgetMs; monoMs += 10_000) {
    for (let i = 0; i < 2_000; i++) {
      const series = `s${monoMs}_${i}`; // a new one each time: an id in a label
      if (tracker.admit(series, monoMs)) distinct.add(series);
    }
  }
  expect(distinct.size).toBe(metricLimits.maxSeries);
  expect(tracker.admit('late', metricLimits.forgetMs - 1)).toBe(false);
  expect(tracker.admit('late', metricLimits.forgetMs)).toBe(true);
});
