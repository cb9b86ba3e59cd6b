import { expect, test } from '@jest/globals';
import { chartIds } from '../host/chart-groups.ts';
import { boardOf } from './board.ts';
import { starters } from './starters.ts';

const hosts = Array.from({ length: 20 }, (_, i) => `h${i}`);

test.each(starters)('$name is a board of panels that exist', ({ board }) => {
  const made = board(hosts);
  expect(boardOf(made)).toEqual(made);
  expect(made.panels.length).toBeGreaterThan(2);
  for (const panel of made.panels) if (panel.kind === 'chart') expect(chartIds).toContain(panel.chart);
});

test('who sees some hosts only is offered charts, not queries over all', () => {
  for (const { board } of starters.filter(({ isLimited }) => isLimited))
    expect(board(hosts).panels.every(({ kind }) => kind === 'chart')).toBe(true);
});
