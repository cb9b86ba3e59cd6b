// Time travel: `?at=INSTANT` in the address of every page shows what was known then. Absent: the present.
import { useLocation } from 'preact-iso';
import { parseInstant } from './time-range.ts';

export interface At {
  /** undefined: the present, live. */
  atMs: number | undefined;
  /** Goes to an instant, or back to the present; the rest of the address stays. */
  setAt: (atMs: number | undefined, replace?: boolean) => void;
}

/** Whole seconds are enough: hosts are sampled once a second. */
export function formatAt(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The address `path?query` with another instant. */
export function withAt(path: string, query: Readonly<Record<string, string>>, atMs?: number): string {
  const address = new URLSearchParams(query);
  address.delete('at');
  if (atMs !== undefined) address.set('at', formatAt(atMs));
  return address.size === 0 ? path : `${path}?${address}`;
}

export function useAt(): At {
  const { path, query, route } = useLocation();
  return {
    atMs: parseInstant(query['at']),
    setAt: (atMs, replace = false) => route(withAt(path, query, atMs), replace),
  };
}
