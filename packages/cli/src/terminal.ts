import Table from 'cli-table3';

/** Where a command writes. Tests pass their own; bin.ts passes the process's streams. */
export interface Terminal {
  readonly out: { write(text: string | Uint8Array): unknown };
  readonly err: { write(text: string): unknown };
  /** Colours only when the output is a terminal. */
  readonly colours: boolean;
  /** A person reads `err`: logs are lines for people, not JSON. */
  readonly attended: boolean;
}

/** A person can type there. */
export function isTerminal(input: NodeJS.ReadableStream): boolean {
  return 'isTTY' in input && input.isTTY === true;
}

/** One column of a listing: its heading and how a row fills it. */
export type ListingColumns<Row> = Readonly<Record<string, (row: Row) => string>>;

const noFrame = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Prints rows as an aligned table, or `whenEmpty` when there is none. */
export function printListing<Row>(
  terminal: Terminal,
  listing: { rows: readonly Row[]; columns: ListingColumns<Row>; whenEmpty: string },
): void {
  if (listing.rows.length === 0) {
    terminal.out.write(`${listing.whenEmpty}\n`);
    return;
  }
  const table = new Table({
    head: Object.keys(listing.columns),
    chars: noFrame,
    style: { head: terminal.colours ? ['bold'] : [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of listing.rows)
    table.push(Object.values(listing.columns).map((cell) => printable(cell(row))));
  const lines = table.toString().split('\n');
  terminal.out.write(`${lines.map((line) => line.trimEnd()).join('\n')}\n`);
}

/** Prints a value as JSON for scripts. */
export function printJson(terminal: Terminal, value: unknown): void {
  terminal.out.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Names come from hosts: control characters must not reach the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, '�');
}

/** "12 s ago", "3 min ago", "5 h ago", "2 d ago"; "never" for null. */
export function ago(ms: number | null, nowMs: number): string {
  if (ms === null) return 'never';
  const seconds = Math.max(0, Math.round((nowMs - ms) / 1000));
  if (seconds < 120) return `${seconds} s ago`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h ago`;
  return `${Math.round(seconds / 86_400)} d ago`;
}
