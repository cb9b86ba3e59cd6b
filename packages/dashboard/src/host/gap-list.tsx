import type { Gap } from '../api/types.ts';
import { gapText } from '../charts/chart-panel.tsx';
import { missingMs } from '../charts/gap-shading.ts';
import { formatDuration, formatInterval } from '../format/instant.ts';
import type { TimeWindow } from '../time/time-range.ts';

/** More gaps than this are only counted: the charts show them all. */
const listedGaps = 50;

/** The gaps of the window in words, for those who do not point at the hatched areas. */
export function GapList({ gaps, window }: { gaps: readonly Gap[]; window: TimeWindow }) {
  const inside = gaps.filter(({ fromMs, toMs }) => toMs > window.fromMs && fromMs < window.toMs);
  if (inside.length === 0) return null;
  return (
    <details class="gap-list">
      <summary>
        <span class="gap-swatch" aria-hidden="true" />
        {inside.length} {inside.length === 1 ? 'gap' : 'gaps'}, {formatDuration(missingMs(inside, window))}{' '}
        without samples
      </summary>
      <ul>
        {inside.slice(-listedGaps).map((gap) => (
          <li key={gap.fromMs}>
            {formatInterval(gap.fromMs, gap.toMs)} <span class="quiet">{gapText(gap)}</span>
          </li>
        ))}
        {inside.length > listedGaps && <li class="quiet">and {inside.length - listedGaps} earlier ones</li>}
      </ul>
    </details>
  );
}
