import { expect, test } from '@jest/globals';
import { exposition, metric } from './exposition.ts';

test('a family has its help and type once, and a line for each point', () => {
  const points = [
    { labels: { severity: 'warning' }, value: 2 },
    { labels: { severity: 'critical' }, value: 0.5 },
  ];
  expect(exposition([{ name: 'x_alerts', help: 'Alerts.', type: 'gauge', points }])).toBe(
    '# HELP x_alerts Alerts.\n# TYPE x_alerts gauge\nx_alerts{severity="warning"} 2\nx_alerts{severity="critical"} 0.5\n',
  );
});

test('quotes, backslashes and new lines cannot end a label or a help text', () => {
  const points = [{ labels: { host: 'a"b\\c\nd' }, value: 1 }];
  const text = exposition([{ name: 'x', help: 'one\ntwo\\', type: 'counter', points }]);
  expect(text).toBe('# HELP x one\\ntwo\\\\\n# TYPE x counter\nx{host="a\\"b\\\\c\\nd"} 1\n');
});

test('what is not known is left out', () => {
  expect(exposition([metric('x', { help: 'X.', value: null })])).toBe('');
});

test.each([
  [Infinity, '+Inf'],
  [-Infinity, '-Inf'],
  [NaN, 'NaN'],
  [1e21, '1e+21'],
])('%d is written as %s', (value, text) => {
  expect(exposition([metric('x', { help: 'X.', value })]).split('\n')[2]).toBe(`x ${text}`);
});
