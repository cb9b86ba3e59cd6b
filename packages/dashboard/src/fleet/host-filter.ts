import type { HostState, HostSummary } from '../api/types.ts';
import { labelText } from './host-order.ts';

/** One word of the search box. `state=…` asks for the host's state, any other `key=value` for a label. */
type Term =
  | { kind: 'text'; text: string }
  | { kind: 'state'; value: string }
  | { kind: 'label'; key: string; value: string };

function parseTerms(query: string): Term[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word): Term => {
      const equals = word.indexOf('=');
      if (equals <= 0) return { kind: 'text', text: word };
      const key = word.slice(0, equals);
      const value = word.slice(equals + 1);
      return key === 'state' ? { kind: 'state', value } : { kind: 'label', key, value };
    });
}

function matches(host: HostSummary, term: Term): boolean {
  switch (term.kind) {
    case 'state':
      return host.state.startsWith(term.value);
    case 'label':
      return Object.entries(host.labels).some(
        ([key, value]) => key.toLowerCase() === term.key && value.toLowerCase().startsWith(term.value),
      );
    case 'text':
      return `${host.host} ${host.displayName} ${host.os} ${labelText(host.labels)}`
        .toLowerCase()
        .includes(term.text);
  }
}

/**
 * The hosts that match every word, ignoring case; label and state values match from their beginning, so that typing
 * narrows step by step. Revoked hosts appear only when asked for by `state=revoked`.
 */
export function filterHosts(hosts: readonly HostSummary[], query: string): HostSummary[] {
  const terms = parseTerms(query);
  const wantsRevoked = terms.some((term) => term.kind === 'state' && 'revoked'.startsWith(term.value));
  return hosts.filter(
    (host) => (wantsRevoked || host.state !== 'revoked') && terms.every((term) => matches(host, term)),
  );
}

/** Adds a word to the query, or takes it out when it is there already. */
export function toggleWord(query: string, word: string): string {
  const words = query.split(/\s+/).filter((present) => present !== '');
  const without = words.filter((present) => present.toLowerCase() !== word.toLowerCase());
  return (without.length < words.length ? without : [...words, word]).join(' ');
}

export function hasWord(query: string, word: string): boolean {
  return query.toLowerCase().split(/\s+/).includes(word.toLowerCase());
}

/** How many hosts are in each state. */
export function countStates(hosts: readonly HostSummary[]): Record<HostState, number> {
  const counts: Record<HostState, number> = { live: 0, late: 0, silent: 0, waiting: 0, revoked: 0 };
  for (const { state } of hosts) counts[state] += 1;
  return counts;
}
