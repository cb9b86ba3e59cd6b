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
