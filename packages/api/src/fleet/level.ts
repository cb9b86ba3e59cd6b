/** How a percentage is coloured: `high` from 75 %, `full` from 90 %. */
export function levelOf(pct: number | null): 'normal' | 'high' | 'full' {
  if (pct === null || pct < 75) return 'normal';
  return pct < 90 ? 'high' : 'full';
}
