import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chartIds } from '../host/chart-groups.ts';
import { boardLimits } from '@hostwire/api/client';
import { boardOf, boardPath, boardText, parseBoard } from './board.ts';
import type { Board, PanelSpec } from './board.ts';

const panel: fc.Arbitrary<PanelSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('chart' as const),
    host: fc.string(),
    chart: fc.constantFrom(...chartIds),
    isWide: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('query' as const),
    title: fc.string(),
    sql: fc.string(),
    isWide: fc.boolean(),
  }),
);
const board: fc.Arbitrary<Board> = fc.record({
  name: fc.string({ minLength: 1 }).filter((name) => name.trim() !== ''),
  range: fc.string(),
  panels: fc.array(panel, { maxLength: boardLimits.panels }),
});

describe('a board', () => {
  test('comes back from its text and from its link', () => {
    fc.assert(
      fc.property(board, (given) => {
        expect(parseBoard(boardText(given))).toEqual(given);
        const carried = new URL(boardPath(given), 'http://x').searchParams.get('board');
        expect(boardOf(JSON.parse(carried!))).toEqual(given);
      }),
    );
  });

  test('whatever comes from outside is a board or is refused, never an exception of another kind', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const found = boardOf(value);
        expect(found === undefined || found.panels.length <= boardLimits.panels).toBe(true);
      }),
    );
  });

  test.each([
    ['{', /not JSON/],
    ['{"panels":[]}', /has a name/],
    [' '.repeat(boardLimits.textLength + 1), /longer/],
  ])('%p is refused with a reason', (text, reason) => {
    expect(() => parseBoard(text)).toThrow(reason);
  });

  test('more panels than allowed are left out', () => {
    const one = { kind: 'query', title: 't', sql: 's', isWide: false } as const;
    const given = { name: 'n', range: '1h', panels: Array.from({ length: 30 }, () => one) };
    expect(boardOf(given)?.panels).toHaveLength(boardLimits.panels);
  });
});
