// Times without samples, hatched behind the lines.
import type uPlot from 'uplot';
import type { Gap } from '@hostwire/collector';

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

interface Shading {
  fill: string;
  line: string;
}

const hatchDistancePx = 7;

function hatch(
  ctx: CanvasRenderingContext2D,
  box: { left: number; top: number; width: number; height: number },
): void {
  const distance = hatchDistancePx * devicePixelRatio;
  ctx.beginPath();
  // Lines start at multiples of the distance in the canvas, so that hatching does not shimmer when the gap moves.
  const first = Math.floor((box.left - box.height) / distance) * distance;
  for (let x = first; x < box.left + box.width; x += distance) {
    ctx.moveTo(x, box.top + box.height);
    ctx.lineTo(x + box.height, box.top);
  }
  ctx.stroke();
}

/** Draws the gaps of `gaps()` into a plot; to be called before its axes and series are drawn. */
export function shadeGaps(plot: uPlot, gaps: readonly Gap[], { fill, line }: Shading): void {
  const { ctx, bbox } = plot;
  for (const gap of gaps) {
    const left = Math.max(bbox.left, plot.valToPos(gap.fromMs / 1000, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(gap.toMs / 1000, 'x', true));
    if (right <= left) continue;
    const box = { left, top: bbox.top, width: Math.max(right - left, devicePixelRatio), height: bbox.height };
    ctx.save();
    ctx.beginPath();
    ctx.rect(box.left, box.top, box.width, box.height);
    ctx.clip();
    ctx.fillStyle = fill;
    ctx.fillRect(box.left, box.top, box.width, box.height);
    ctx.strokeStyle = line;
    ctx.lineWidth = devicePixelRatio;
    hatch(ctx, box);
    ctx.restore();
  }
}
