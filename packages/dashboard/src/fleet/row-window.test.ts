import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { overscanRows, rowWindow } from './row-window.ts';

const layouts = fc.record({
  rowCount: fc.nat(20_000),
  rowHeightPx: fc.integer({ min: 20, max: 100 }),
  scrolledPx: fc.integer({ min: -2_000, max: 2_500_000 }),
  viewPx: fc.integer({ min: 0, max: 4_000 }),
});

describe('rowWindow', () => {
  test('spacers and rows always add up to the whole table', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const { first, end, beforePx, afterPx } = rowWindow(layout);
        expect(beforePx + (end - first) * layout.rowHeightPx + afterPx).toBe(
          layout.rowCount * layout.rowHeightPx,
        );
        expect(first).toBeLessThanOrEqual(end);
      }),
    );
  });

  test('every row in view exists, and few others do', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const { first, end } = rowWindow(layout);
        const top = Math.max(0, Math.floor(layout.scrolledPx / layout.rowHeightPx));
        const bottom = Math.min(
          layout.rowCount,
          Math.ceil((layout.scrolledPx + layout.viewPx) / layout.rowHeightPx),
        );
        for (let row = top; row < bottom; row += 1) {
          expect(row >= first && row < end).toBe(true);
        }
        expect(end - first).toBeLessThanOrEqual(
          Math.ceil(layout.viewPx / layout.rowHeightPx) + 1 + 2 * overscanRows,
        );
      }),
    );
  });
});
