type Cell = string | number | boolean | null;

/** Rows as CSV (RFC 4180) with a line of names; null is an empty cell. */
export function csvText(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [names, ...rows].map((cells) => `${cells.map(cellText).join(',')}\n`).join('');
}

/** A text that a spreadsheet would take for a formula gets a quote before it: names of programs come from hosts. */
function cellText(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
