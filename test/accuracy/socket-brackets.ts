import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellsOf, createLinuxSource } from '@hostwire/agent/verify';
import { systemClock } from '@hostwire/runtime';

/** Columns of the group `socket` that `ss -s` prints, and where. */
const patterns = {
  in_use: /^Total: (\d+)/m,
  tcp_established: /estab (\d+)/,
  tcp_orphans: /orphaned (\d+)/,
  tcp_time_wait: /timewait (\d+)/,
  tcp_in_use: /^TCP\s+(\d+)\s+\d+\s+\d+/m,
  udp_in_use: /^UDP\s+(\d+)/m,
} as const;
type Column = keyof typeof patterns;
export const socketColumns = Object.keys(patterns) as Column[];

type Figures = Readonly<Record<Column, number>>;

/** A observation of the source with a run of `ss` right before and one right after. */
export interface SocketBracket {
  readonly before: Figures;
  readonly source: Figures;
  readonly after: Figures;
}

/** How many brackets in which `ss` said the same twice there are to be of each column, and the most to try for them. */
const enough = 20;
const mostTries = 500;

/**
 * Sockets come and go, so a tolerance would have to be as large as the host is busy. Observations that are close together need
 * none: where `ss` says the same right before and right after, the source has to say it too. All of it happens in one
 * turn of the event loop, and `ss` writes to a file: the pipes of Node are sockets, which it would count.
 */
export async function takeSocketBrackets(ss: string, folder: string): Promise<SocketBracket[]> {
  const source = createLinuxSource({ clock: systemClock, slowColumnsEveryMs: 0 });
  await source.start();
  source.read();
  const brackets: SocketBracket[] = [];
  const isEnough = () => socketColumns.every((column) => quiet(brackets, column).length >= enough);
  while (brackets.length < mostTries && !isEnough()) {
    const before = figuresOf(ss, folder);
    const sample = source.read()!;
    const after = figuresOf(ss, folder);
    const cells = cellsOf(sample).filter(({ group }) => group === 'socket');
    const value = (column: Column) => cells.find((cell) => cell.column === column)?.value ?? NaN;
    brackets.push({ before, source: figures(value), after });
  }
  await source.stop();
  if (!isEnough())
    throw new Error(
      `sockets came and went in nearly all of ${mostTries} moments: run this on a quieter machine`,
    );
  return brackets;
}

/** Those in which `ss` said the same twice. */
export function quiet(brackets: readonly SocketBracket[], column: Column): SocketBracket[] {
  return brackets.filter(({ before, after }) => before[column] === after[column]);
}

function figures(value: (column: Column) => number): Figures {
  return Object.fromEntries(socketColumns.map((column) => [column, value(column)])) as Figures;
}

function figuresOf(ss: string, folder: string): Figures {
  const path = join(folder, 'ss');
  const file = openSync(path, 'w');
  const { status } = spawnSync(ss, ['-s'], { stdio: ['ignore', file, file], env: { LC_ALL: 'C' } });
  closeSync(file);
  const output = readFileSync(path, 'utf8');
  if (status !== 0) throw new Error(`${ss} -s exited with ${status}: ${output}`);
  return figures((column) => Number(patterns[column].exec(output)?.[1] ?? NaN));
}
