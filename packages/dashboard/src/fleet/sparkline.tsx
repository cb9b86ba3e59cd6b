import { useEffect, useRef } from 'preact/hooks';
import { palette, withOpacity } from '../design/palette.ts';
import { darkTheme } from '../theme/theme.ts';
import { runs, sparkFull } from './spark-shape.ts';

function draw(canvas: HTMLCanvasElement, values: readonly (number | null)[], dark: boolean): void {
  const ctx = canvas.getContext('2d');
  const { width, height } = canvas;
  if (!ctx) return;
  const colour = palette(dark).series[0]!;
  const full = sparkFull(values);
  const step = width / Math.max(1, values.length - 1);
  const y = (value: number): number => height - 1 - (Math.min(value, full) / full) * (height - 3);
  ctx.clearRect(0, 0, width, height);
  ctx.strokeStyle = colour;
  ctx.fillStyle = withOpacity(colour, 0.16);
  ctx.lineWidth = devicePixelRatio * 1.2;
  ctx.lineJoin = 'round';
  for (const [from, to] of runs(values)) {
    ctx.beginPath();
    for (let i = from; i <= to; i += 1) ctx.lineTo(i * step, y(values[i]!));
    // A value between two missing ones is a short dash, so that it does not vanish.
    if (from === to) ctx.lineTo(from * step + devicePixelRatio * 2, y(values[from]!));
    ctx.stroke();
    ctx.lineTo(to * step, height);
    ctx.lineTo(from * step, height);
    ctx.fill();
  }
}

const boxPx = { width: 104, height: 22 };

/** CPU of the last 15 minutes on a canvas: a line over an area, its scale at the right. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = darkTheme.value;
  useEffect(() => {
    if (canvas.current) draw(canvas.current, values, dark);
  }, [values, dark]);
  return (
    <span class="spark" title={`Scale: 0 to ${sparkFull(values)} %`}>
      <canvas
        ref={canvas}
        width={boxPx.width * devicePixelRatio}
        height={boxPx.height * devicePixelRatio}
        aria-hidden="true"
      />
      <span class="spark-full" aria-hidden="true">
        {sparkFull(values)} %
      </span>
    </span>
  );
}
