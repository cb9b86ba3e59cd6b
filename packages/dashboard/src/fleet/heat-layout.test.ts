import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { heatLayout, neighbour, tileAt } from './heat-layout.ts';
import type { HeatRequest } from './heat-layout.ts';

const request: fc.Arbitrary<HeatRequest> = fc.record({
  groups: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 12 }),
  isGrouped: fc.boolean(),
  width: fc.integer({ min: 320, max: 2_000 }),
  height: fc.integer({ min: 100, max: 1_200 }),
});

describe('heatLayout', () => {
  test('gives every host one tile inside the width, and no two the same place', () => {
    fc.assert(
      fc.property(request, (given) => {
        const { tiles, tileWidth, tileHeight, height } = heatLayout(given);
        expect(tiles).toHaveLength(given.groups.reduce((sum, count) => sum + count, 0));
        expect(new Set(tiles.map(({ x, y }) => `${x} ${y}`)).size).toBe(tiles.length);
        for (const { x, y } of tiles) {
          expect(x + tileWidth).toBeLessThanOrEqual(given.width);
          expect(y + tileHeight).toBeLessThanOrEqual(height);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('the middle of each tile is that tile', () => {
    const layout = heatLayout({ groups: [7, 200, 3], isGrouped: true, width: 500, height: 400 });
    for (const tile of layout.tiles)
      expect(tileAt(layout, tile.x + layout.tileWidth / 2, tile.y + layout.tileHeight / 2)).toBe(tile);
  });

  test('ten thousand hosts fit into a screen', () => {
    const { height, isNamed } = heatLayout({ groups: [10_000], isGrouped: false, width: 1_400, height: 700 });
    expect(height).toBeLessThanOrEqual(700);
    expect(isNamed).toBe(false);
  });
});

describe('arrow keys', () => {
  const layout = heatLayout({ groups: [200], isGrouped: false, width: 200, height: 200 });
  test('right and left are opposites, down and up as well', () => {
    const middle = layout.tiles[100]!.index;
    expect(neighbour(layout, neighbour(layout, middle, 'ArrowRight'), 'ArrowLeft')).toBe(middle);
    expect(neighbour(layout, neighbour(layout, middle, 'ArrowDown'), 'ArrowUp')).toBe(middle);
  });
  test('they stop at the edges', () => {
    expect(neighbour(layout, 0, 'ArrowUp')).toBe(0);
    expect(neighbour(layout, 199, 'ArrowRight')).toBe(199);
  });
});
