import type { HostSummary } from '../api/types.ts';
import { heatColour, palette } from '../design/palette.ts';
import { formatQuantity } from '../format/quantity.ts';
import type { HeatLayout, HeatTile } from './heat-layout.ts';
import { isAged } from './last-known.ts';
import { shareOf, type FleetMetric } from '@hostwire/api/client';

export interface HeatPicture {
  readonly layout: HeatLayout;
  readonly hosts: readonly HostSummary[];
  readonly titles: readonly string[];
  readonly metric: FleetMetric;
  readonly largest: number;
  readonly dark: boolean;
  /** The tile under the pointer or the focus. */
  readonly pointed: number | undefined;
}

const font = (size: number, weight = 500): string => `${weight} ${size}px 'Inter Variable', sans-serif`;

/** Dark text on light tiles and light text on dark ones, whatever the theme. */
function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? '#14202e' : '#ffffff';
}

function drawTile(ctx: CanvasRenderingContext2D, picture: HeatPicture, tile: HeatTile): void {
  const { layout, hosts, metric, largest, dark, pointed } = picture;
  const host = hosts[tile.index];
  if (host === undefined) return;
  const value = metric.value(host);
  const share = shareOf(metric, value, largest);
  const colour = share === null ? hexToRgb(palette(dark).heatUnknown) : heatColour(share, dark);
  ctx.globalAlpha = isAged(host) ? 0.45 : 1;
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.roundRect(tile.x, tile.y, layout.tileWidth, layout.tileHeight, layout.tileHeight > 12 ? 3 : 1);
  ctx.fill();
  ctx.globalAlpha = 1;
  if (host.state === 'silent' || host.state === 'late') drawAway(ctx, tile, picture);
  if (layout.isNamed)
    drawNames(ctx, tile, { host, colour, text: formatQuantity(value, metric.unit), layout });
  if (pointed !== tile.index) return;
  ctx.strokeStyle = palette(dark).axisText;
  ctx.lineWidth = 2;
  ctx.strokeRect(tile.x + 1, tile.y + 1, layout.tileWidth - 2, layout.tileHeight - 2);
}

function hexToRgb(hex: string): string {
  return `rgb(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(', ')})`;
}

/** A corner says that a host is not live: the colour of its tile is of earlier. */
function drawAway(ctx: CanvasRenderingContext2D, tile: HeatTile, { layout, dark }: HeatPicture): void {
  const side = Math.min(10, layout.tileHeight * 0.6);
  ctx.fillStyle = palette(dark).alarm;
  ctx.beginPath();
  ctx.moveTo(tile.x + layout.tileWidth - side, tile.y);
  ctx.lineTo(tile.x + layout.tileWidth, tile.y);
  ctx.lineTo(tile.x + layout.tileWidth, tile.y + side);
  ctx.fill();
}

interface NamedTile {
  host: HostSummary;
  colour: string;
  text: string;
  layout: HeatLayout;
}

function drawNames(
  ctx: CanvasRenderingContext2D,
  tile: HeatTile,
  { host, colour, text, layout }: NamedTile,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(tile.x, tile.y, layout.tileWidth - 6, layout.tileHeight);
  ctx.clip();
  ctx.fillStyle = inkOn(colour);
  ctx.font = font(12);
  ctx.fillText(host.displayName || host.host, tile.x + 8, tile.y + 18);
  ctx.font = font(12, 650);
  ctx.fillText(text, tile.x + 8, tile.y + 35);
  ctx.restore();
}

/** Draws all tiles; ten thousand take some milliseconds. */
export function drawHeat(canvas: HTMLCanvasElement, picture: HeatPicture): void {
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  const ratio = devicePixelRatio;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, canvas.width, canvas.height);
  ctx.font = font(12, 600);
  ctx.fillStyle = palette(picture.dark).axisText;
  for (const { y, group } of picture.layout.titles) ctx.fillText(picture.titles[group] ?? '', 0, y + 16);
  for (const tile of picture.layout.tiles) drawTile(ctx, picture, tile);
}
