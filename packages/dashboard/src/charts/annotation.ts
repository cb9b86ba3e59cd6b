import type uPlot from 'uplot';

/** Something that happened at an instant, marked in every chart of the page. */
export interface Annotation {
  readonly ms: number;
  readonly kind: 'alert' | 'restart' | 'deploy' | 'instant';
  readonly text: string;
}

const marks: Record<Annotation['kind'], string> = { alert: '▲', restart: '↻', deploy: '⬆', instant: '◆' };

/** Draws a dotted line with a mark at its top for each annotation within the plot. */
export function drawAnnotations(plot: uPlot, annotations: readonly Annotation[], colour: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.font = `${10 * devicePixelRatio}px 'Inter Variable', sans-serif`;
  ctx.textAlign = 'center';
  for (const { ms, kind } of annotations) {
    const x = Math.round(plot.valToPos(ms / 1_000, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(marks[kind], x, bbox.top + 8 * devicePixelRatio);
  }
  ctx.restore();
}

/** What happened near an instant; the nearest first. */
export function annotationsAt(
  annotations: readonly Annotation[],
  ms: number,
  toleranceMs: number,
): Annotation[] {
  return annotations
    .filter((annotation) => Math.abs(annotation.ms - ms) <= toleranceMs)
    .sort((a, b) => Math.abs(a.ms - ms) - Math.abs(b.ms - ms));
}
