import { memo } from '../design/memo.ts';
import { palette, withOpacity } from '../design/palette.ts';
import { darkTheme } from '../theme/theme.ts';
import { sparkFull, sparkPaths } from './spark-shape.ts';

const box = { width: 104, height: 22 };

/**
 * CPU of the last 15 minutes: a line over an area, its scale at the right. Shapes and no canvas: fifty canvases in view would
 * each be a layer of its own, which scrolling pays for with every frame.
 */
export const Sparkline = memo(function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const colour = palette(darkTheme.value).series[0]!;
  const { line, area } = sparkPaths(values, box);
  return (
    <span class="spark" title={`Scale: 0 to ${sparkFull(values)} %`}>
      <svg {...box} viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden="true">
        <path d={area} fill={withOpacity(colour, 0.16)} />
        <path d={line} fill="none" stroke={colour} stroke-width="1.2" stroke-linejoin="round" />
      </svg>
      <span class="spark-full" aria-hidden="true">
        {sparkFull(values)} %
      </span>
    </span>
  );
});
