/** The smallest scale: a host at 2 % shows a low line, not a mountain range. */
const smallestFull = 20;

/** The end of a sparkline's scale for its values: 20, 50 or 100 %. */
export function sparkFull(values: readonly (number | null)[]): number {
  const largest = Math.max(0, ...values.map((value) => value ?? 0));
  return [smallestFull, 50].find((full) => largest <= full) ?? 100;
}

/** First and last index of each run of values without a missing one. */
export function runs(values: readonly (number | null)[]): [number, number][] {
  const found: [number, number][] = [];
  values.forEach((value, i) => {
    if (value === null) return;
    const last = found.at(-1);
    if (last !== undefined && last[1] === i - 1) last[1] = i;
    else found.push([i, i]);
  });
  return found;
}

/** A value between two missing ones is a short dash, so that it does not vanish. */
const dashPx = 2;

/** What SVG draws of the values in a box of this size: the line, and the area under it. */
export function sparkPaths(
  values: readonly (number | null)[],
  { width, height }: { readonly width: number; readonly height: number },
): { line: string; area: string } {
  const full = sparkFull(values);
  const step = width / Math.max(1, values.length - 1);
  const x = (i: number): string => (i * step).toFixed(1);
  const y = (i: number): string =>
    (height - 1 - (Math.min(values[i] ?? 0, full) / full) * (height - 3)).toFixed(1);
  let line = '';
  let area = '';
  for (const [from, to] of runs(values)) {
    const places = Array.from({ length: to - from + 1 }, (_, i) => `${x(from + i)} ${y(from + i)}`);
    const own = `M${places.join('L')}${from === to ? `h${dashPx}` : ''}`;
    line += own;
    area += `${own}V${height}H${x(from)}Z`;
  }
  return { line, area };
}
