// Where the tiles of the heat map lie. A few hosts get tiles with names; thousands get squares that fill the view.

export interface HeatTile {
  x: number;
  y: number;
  /** Place of the host in all groups, one after the other. */
  index: number;
}

export interface HeatLayout {
  tileWidth: number;
  tileHeight: number;
  tiles: HeatTile[];
  /** Where each group's heading stands. */
  titles: { y: number; group: number }[];
  height: number;
  /** Whether tiles have room for a name and a value. */
  isNamed: boolean;
}

export interface HeatRequest {
  /** How many hosts each group has. */
  groups: readonly number[];
  isGrouped: boolean;
  width: number;
  /** The height that squares should fill. */
  height: number;
}

const named = { width: 128, height: 44, upTo: 120 };
const square = { min: 5, max: 34 };
const gapPx = 2;
const titlePx = 24;

function rowsOf(groups: readonly number[], perRow: number): number {
  return groups.reduce((rows, count) => rows + Math.ceil(count / perRow), 0);
}

/** The largest square with which everything fits into the height; the smallest one when nothing fits. */
function squareSide({ groups, isGrouped, width, height }: HeatRequest): number {
  const room = height - (isGrouped ? groups.length * titlePx : 0);
  for (let side = square.max; side > square.min; side -= 1) {
    const perRow = Math.max(1, Math.floor((width + gapPx) / (side + gapPx)));
    if (rowsOf(groups, perRow) * (side + gapPx) <= room) return side;
  }
  return square.min;
}

export function heatLayout(request: HeatRequest): HeatLayout {
  const { groups, isGrouped, width } = request;
  const isNamed = groups.reduce((sum, count) => sum + count, 0) <= named.upTo;
  const side = isNamed ? 0 : squareSide(request);
  const perRow = Math.max(1, Math.floor((width + gapPx) / ((isNamed ? named.width : side) + gapPx)));
  const tileWidth = isNamed ? Math.floor((width + gapPx) / perRow) - gapPx : side;
  const tileHeight = isNamed ? named.height : side;
  const tiles: HeatTile[] = [];
  const titles: HeatLayout['titles'] = [];
  let y = 0;
  groups.forEach((count, group) => {
    if (isGrouped) {
      titles.push({ y, group });
      y += titlePx;
    }
    for (let i = 0; i < count; i += 1) {
      const row = Math.floor(i / perRow);
      const x = (i % perRow) * (tileWidth + gapPx);
      tiles.push({ x, y: y + row * (tileHeight + gapPx), index: tiles.length });
    }
    y += Math.ceil(count / perRow) * (tileHeight + gapPx);
  });
  return { tileWidth, tileHeight, tiles, titles, height: y, isNamed };
}

/** The tile at a place; undefined between tiles. */
export function tileAt(layout: HeatLayout, x: number, y: number): HeatTile | undefined {
  return layout.tiles.find(
    (tile) => x >= tile.x && x < tile.x + layout.tileWidth && y >= tile.y && y < tile.y + layout.tileHeight,
  );
}

/** The tile that an arrow key leads to from another. */
export function neighbour(layout: HeatLayout, index: number, key: string): number {
  const from = layout.tiles[index];
  if (from === undefined) return 0;
  if (key === 'ArrowRight') return Math.min(layout.tiles.length - 1, index + 1);
  if (key === 'ArrowLeft') return Math.max(0, index - 1);
  const isDown = key === 'ArrowDown';
  const rows = layout.tiles.filter(({ y }) => (isDown ? y > from.y : y < from.y));
  if (rows.length === 0) return index;
  const rowY = isDown ? rows[0]!.y : rows.at(-1)!.y;
  const row = rows.filter(({ y }) => y === rowY);
  const nearest = row.reduce((best, tile) =>
    Math.abs(tile.x - from.x) < Math.abs(best.x - from.x) ? tile : best,
  );
  return nearest.index;
}
