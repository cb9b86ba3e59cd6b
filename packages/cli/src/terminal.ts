import Table from 'cli-table3';
import { StringDecoder } from 'node:string_decoder';

/** The streams of the process, or those of a test. */
export interface Streams {
  readonly out: { write(text: string | Uint8Array): unknown };
  readonly err: { write(text: string): unknown };
  /** Colours only when the output is a terminal. */
  readonly colours: boolean;
  /** `out` is a terminal: what is read there is not to hold control sequences, whoever made them. */
  readonly shown?: boolean;
  /** A person reads `err`: logs are lines for people, not JSON. */
  readonly attended: boolean;
}

/** Where a command writes: the only way to the streams, which no control sequence passes. */
export interface Terminal extends Streams {
  /** One line in bold where there are colours. */
  heading(line: string): void;
}

/**
 * Hosts, users and ClickHouse choose names and messages; a control sequence among them could change what a person sees
 * or types. So every text loses its control characters but line feed and tab, on both streams; bytes of a query's answer
 * lose them where they are shown, and are left alone on the way to a file or another program.
 */
export function safeTerminal({ out, err, colours, attended, shown = colours }: Streams): Terminal {
  const decoder = new StringDecoder('utf8');
  return {
    colours,
    attended,
    shown,
    out: {
      write: (text) => {
        if (typeof text === 'string') return out.write(harmless(text));
        return out.write(shown ? harmless(decoder.write(Buffer.from(text))) : text);
      },
    },
    err: { write: (text) => err.write(harmless(text)) },
    heading: (line) => {
      const text = printable(line);
      out.write(colours ? `\u001b[1m${text}\u001b[22m\n` : `${text}\n`);
    },
  };
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
  const style = { head: [], border: [], 'padding-left': 0, 'padding-right': 0 };
  const table = new Table({ head: Object.keys(listing.columns), chars: noFrame, style });
  for (const row of listing.rows)
    table.push(Object.values(listing.columns).map((cell) => printable(cell(row))));
  const [head = '', ...lines] = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  terminal.heading(head);
  terminal.out.write(lines.map((line) => `${line}\n`).join(''));
}

/** Prints a value as JSON for scripts: what is no harmless character is escaped, so that nothing is lost. */
export function printJson(terminal: Terminal, value: unknown): void {
  const text = JSON.stringify(value, null, 2).replace(
    controls,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  terminal.out.write(`${text}\n`);
}

/** Control characters besides line feed and tab, separators of lines, and what turns the direction of writing. */
const controls = /[^\P{Cc}\n\t]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

function harmless(text: string): string {
  return text.replace(controls, '�');
}

/** A text that stays on its line. */
export function printable(text: string): string {
  return harmless(text).replace(/[\n\t]/g, '�');
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
