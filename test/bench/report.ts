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
