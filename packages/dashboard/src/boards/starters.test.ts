import { expect, test } from '@jest/globals';
import { chartIds } from '../host/chart-groups.ts';
import { boardOf } from './board.ts';
import { asksInSql, starters } from './starters.ts';

const hosts = Array.from({ length: 20 }, (_, i) => `h${i}`);

test.each(starters)('$name is a board of panels that exist', ({ board }) => {
  const made = board(hosts);
  expect(boardOf(made)).toEqual(made);
  expect(made.panels.length).toBeGreaterThan(2);
  for (const panel of made.panels) if (panel.kind === 'chart') expect(chartIds).toContain(panel.chart);
});

test('there is one for those who may not ask in SQL', () => {
  expect(starters.filter((starter) => !asksInSql(starter)).map(({ name }) => name)).toEqual([
    'Hosts side by side',
  ]);
});
