/** Prints measured figures as a table, or as one JSON object on one line. */
export function print(figures: Readonly<Record<string, number>>, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    return;
  }
  for (const [name, value] of Object.entries(figures)) {
    process.stdout.write(`${name.padEnd(28)} ${Number.isInteger(value) ? value : value.toFixed(3)}\n`);
  }
}

/** Several measurements side by side: a line for each figure, a column for each measurement. */
export function printTable(columns: Readonly<Record<string, Readonly<Record<string, number>>>>): void {
  const names = [...new Set(Object.values(columns).flatMap((figures) => Object.keys(figures)))];
  const width = Math.max(...Object.keys(columns).map(({ length }) => length), 10) + 2;
  const line = (first: string, cells: readonly string[]) =>
    `${first.padEnd(28)}${cells.map((cell) => cell.padStart(width)).join('')}\n`;
  process.stdout.write(line('', Object.keys(columns)));
  for (const name of names) {
    const cells = Object.values(columns).map((figures) => cellOf(figures[name]));
    process.stdout.write(line(name, cells));
  }
}

function cellOf(value: number | undefined): string {
  if (value === undefined) return '-';
  return Number.isInteger(value) ? `${value}` : value.toFixed(3);
}
