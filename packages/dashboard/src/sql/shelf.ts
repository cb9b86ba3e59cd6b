// Queries kept in this browser: those that were run last, and those that were given a name.
import { signal } from '@preact/signals';

export interface KeptQuery {
  readonly name: string;
  readonly sql: string;
}

const historyKey = 'hostwire.sql.history';
const savedKey = 'hostwire.sql.saved';
const maxHistory = 50;
const maxSaved = 200;

function load(key: string): KeptQuery[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? (stored as KeptQuery[]).filter(({ sql }) => typeof sql === 'string') : [];
  } catch {
    // Storage is forbidden or holds something else: the shelf lasts as long as the page.
    return [];
  }
}

function store(key: string, queries: readonly KeptQuery[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(queries));
  } catch {
    // As above.
  }
}

export const queryHistory = signal<readonly KeptQuery[]>(load(historyKey));
export const savedQueries = signal<readonly KeptQuery[]>(load(savedKey));

/** The first line that says something, as the name of a query in the history. */
export function nameOf(sql: string): string {
  const line = sql.split('\n').find((text) => text.trim() !== '') ?? '';
  return sql.replaceAll(/\s+/g, ' ').trim().slice(0, 90) || line;
}

export function noteRun(sql: string): void {
  const others = queryHistory.value.filter((query) => query.sql !== sql);
  queryHistory.value = [{ name: nameOf(sql), sql }, ...others].slice(0, maxHistory);
  store(historyKey, queryHistory.value);
}

/** Keeps a query under a name; one of the same name is replaced. */
export function saveQuery(query: KeptQuery): void {
  const others = savedQueries.value.filter(({ name }) => name !== query.name);
  savedQueries.value = [query, ...others].slice(0, maxSaved);
  store(savedKey, savedQueries.value);
}

export function forgetQuery(name: string): void {
  savedQueries.value = savedQueries.value.filter((query) => query.name !== name);
  store(savedKey, savedQueries.value);
}
