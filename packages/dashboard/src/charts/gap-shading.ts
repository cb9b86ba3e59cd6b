// Times without samples, hatched behind the lines.
import type uPlot from 'uplot';
import type { Gap } from '../api/types.ts';

/** The gap at an instant, with half a step's width of tolerance so that a narrow one can be pointed at. */
export function gapAt(gaps: readonly Gap[], ms: number, toleranceMs: number): Gap | undefined {
  return gaps.find(({ fromMs, toMs }) => fromMs - toleranceMs <= ms && ms <= toMs + toleranceMs);
}

/** The part of a window that gaps cover; they do not overlap. */
export function missingMs(gaps: readonly Gap[], window: { fromMs: number; toMs: number }): number {
  return gaps.reduce(
    (sum, gap) => sum + Math.max(0, Math.min(gap.toMs, window.toMs) - Math.max(gap.fromMs, window.fromMs)),
    0,
  );
}

export interface GapBox {
  left: number;
  width: number;
}

/**
 * Where to shade, in whole pixels of the canvas: gaps that touch or share a pixel are one box, so there are never more
 * boxes than half the pixels, however many gaps a week has.
 */
export function gapBoxes(gaps: readonly Gap[], toPx: (ms: number) => number, bounds: GapBox): GapBox[] {
  const boxes: GapBox[] = [];
  for (const gap of gaps) {
    const left = Math.max(bounds.left, Math.floor(toPx(gap.fromMs)));
    const right = Math.min(bounds.left + bounds.width, Math.ceil(toPx(gap.toMs)));
    const last = boxes.at(-1);
    if (right <= left) continue;
    if (last !== undefined && left <= last.left + last.width)
      last.width = Math.max(last.width, right - last.left);
    else boxes.push({ left, width: right - left });
  }
  return boxes;
}

const tilePx = 7;

/** A tile of diagonal lines. One pattern for all gaps: drawing each line by itself takes seconds where there are many. */
function hatchTile(colours: { fill: string; line: string }): HTMLCanvasElement {
  const tile = document.createElement('canvas');
  const size = Math.round(tilePx * devicePixelRatio);
  tile.width = size;
  tile.height = size;
  const ctx = tile.getContext('2d');
  if (!ctx) return tile;
  ctx.fillStyle = colours.fill;
  ctx.fillRect(0, 0, size, size);
  ctx.strokeStyle = colours.line;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  // The line and its two neighbours: their ends are the corners of this tile.
  for (const shift of [-size, 0, size]) {
    ctx.moveTo(shift, size);
    ctx.lineTo(shift + size, 0);
  }
  ctx.stroke();
  return tile;
}

/** Draws gaps into a plot; to be called before its axes and series are drawn. */
export function gapShader(colours: {
  fill: string;
  line: string;
}): (plot: uPlot, gaps: readonly Gap[]) => void {
  let tile: HTMLCanvasElement | undefined;
  let ratio = 0;
  return (plot, gaps) => {
    if (gaps.length === 0) return;
    if (tile === undefined || ratio !== devicePixelRatio) {
      ratio = devicePixelRatio;
      tile = hatchTile(colours);
    }
    const { ctx, bbox } = plot;
    const pattern = ctx.createPattern(tile, 'repeat');
    if (!pattern) return;
    ctx.save();
    ctx.fillStyle = pattern;
    for (const { left, width } of gapBoxes(gaps, (ms) => plot.valToPos(ms / 1000, 'x', true), bbox)) {
      ctx.fillRect(left, bbox.top, width, bbox.height);
    }
    ctx.restore();
  };
}
