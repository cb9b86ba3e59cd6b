/** A value with its unit for people: `91.2 %`, `3.4 GB`, `5.2 h`. */
export function quantityText(value: number, unit: string): string {
  if (!Number.isFinite(value)) return 'unknown';
  if (unit === 'B') return bytesText(value);
  const digits = Math.abs(value) >= 1000 || Number.isInteger(value) ? 0 : 1;
  const number = value.toFixed(digits);
  return unit === '' ? number : `${number} ${unit}`;
}

function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let [value, index] = [Math.abs(bytes), 0];
  while (value >= 1000 && index < units.length - 1) [value, index] = [value / 1000, index + 1];
  return `${bytes < 0 ? '-' : ''}${value.toFixed(index === 0 ? 0 : 1)} ${units[index]}`;
}
