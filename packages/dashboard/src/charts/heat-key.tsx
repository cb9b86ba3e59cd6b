import { memo } from '../design/memo.ts';
import { palette } from '../design/palette.ts';

/** What the colours of a strip mean. */
export const HeatKey = memo(function HeatKey({ dark }: { dark: boolean }) {
  const { heat } = palette(dark);
  return (
    <span class="heat-key quiet small">
      0 %
      <svg width={heat.length * 12} height="9" aria-hidden="true">
        {heat.map((colour, i) => (
          <rect key={colour} x={i * 12} width="12" height="9" fill={colour} />
        ))}
      </svg>
      100 %
    </span>
  );
});
