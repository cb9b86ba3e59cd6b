// The boards kept in this browser.
import { signal } from '@preact/signals';
import { boardLimits } from '@hostwire/api/client';
import { boardOf } from './board.ts';
import type { Board } from './board.ts';

const storageKey = 'hostwire.boards';

function load(): Board[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(stored) ? stored.map(boardOf).filter((board) => board !== undefined) : [];
  } catch {
    // Storage is forbidden or holds something else: boards last as long as the page.
    return [];
  }
}

export const boards = signal<readonly Board[]>(load());

function keep(next: readonly Board[]): void {
  boards.value = next.slice(0, boardLimits.boards);
  try {
    localStorage.setItem(storageKey, JSON.stringify(boards.value));
  } catch {
    // As above.
  }
}

/** Keeps a board; one of the same name is replaced. */
export function saveBoard(board: Board): void {
  const known = boards.peek().some(({ name }) => name === board.name);
  keep(
    known
      ? boards.peek().map((each) => (each.name === board.name ? board : each))
      : [...boards.peek(), board],
  );
}

export function removeBoard(name: string): void {
  keep(boards.peek().filter((board) => board.name !== name));
}
