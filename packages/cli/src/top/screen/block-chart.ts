/** Charts out of block characters: eight levels in each cell. */

const levels = ' ▁▂▃▄▅▆▇█';

/** A cell filled up to `eighths`, 0 to 8. */
function cell(eighths: number): string {
  return levels[Math.max(0, Math.min(8, eighths))] ?? ' ';
}

interface ChartScale {
  /** What fills the height; 0 and less count as 1. */
  readonly max: number;
}

/**
 * Values from left to right as `height` rows of text, the newest at the right end of `width` columns. A value above 0 is
 * always seen; null leaves its column empty.
 */
export function blockChart(
  values: readonly (number | null)[],
  { max, width, height }: ChartScale & { width: number; height: number },
): string[] {
  const shown = values.slice(-width);
  const padded = [...new Array<null>(width - shown.length).fill(null), ...shown];
  const full = max > 0 ? max : 1;
  const eighths = padded.map((value) => {
    if (value === null || value <= 0) return 0;
    return Math.max(1, Math.round((Math.min(value, full) / full) * height * 8));
  });
  return Array.from({ length: height }, (_, row) => {
    const below = (height - 1 - row) * 8;
    return eighths.map((count) => cell(count - below)).join('');
  });
}

/** Values as one row. */
export function spark(
  values: readonly (number | null)[],
  { max, width }: ChartScale & { width: number },
): string {
  return blockChart(values, { max, width, height: 1 })[0] ?? '';
}

/** The mean of neighbours, so that values fit into `count` columns; null where all of them are. */
export function condense(values: readonly (number | null)[], count: number): (number | null)[] {
  if (values.length <= count) return [...values];
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * values.length) / count);
    const to = Math.floor(((i + 1) * values.length) / count);
    const known = values.slice(from, to).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}
