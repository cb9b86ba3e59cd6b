/**
 * An SVG path for percentages, oldest first, in a box of `width` × `height`; a missing value breaks the line, and a
 * value between two missing ones is a short dash, so that it does not vanish.
 */
export function sparklinePath(
  values: readonly (number | null)[],
  box: { width: number; height: number },
): string {
  const step = values.length > 1 ? box.width / (values.length - 1) : 0;
  const round = (n: number): number => Math.round(n * 10) / 10;
  let path = '';
  values.forEach((value, i) => {
    if (value === null) return;
    const y = round(box.height * (1 - Math.min(100, Math.max(0, value)) / 100));
    const begins = (values[i - 1] ?? null) === null;
    path += `${begins ? 'M' : 'L'}${round(i * step)} ${y}`;
    if (begins && (values[i + 1] ?? null) === null) path += 'h1';
  });
  return path;
}
