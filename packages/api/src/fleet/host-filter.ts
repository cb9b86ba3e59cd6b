import type { HostState, HostSummary } from '../schemas/host.ts';
import { fleetMetrics } from './fleet-metrics.ts';
import { labelText } from './label-text.ts';

type Comparison = '>' | '<' | '>=' | '<=';

/** One word of the search box. `state=…` asks for the state, any other `key=value` for a label, `cpu>80` for a value. */
type Term =
  | { kind: 'text'; text: string }
  | { kind: 'state'; value: string }
  | { kind: 'label'; key: string; value: string }
  | { kind: 'value'; metric: string; comparison: Comparison; limit: number };

const factors: Readonly<Record<string, number>> = { '': 1, '%': 1, k: 1e3, m: 1e6, g: 1e9 };
const valueWord = /^([a-z]+)(>=|<=|>|<)(\d+(?:\.\d+)?)([%kmg]?)$/;

function parseValue(word: string): Term | undefined {
  const [, metric = '', comparison, number, factor = ''] = valueWord.exec(word) ?? [];
  if (!fleetMetrics.some(({ id }) => id === metric) && metric !== 'mem') return undefined;
  return {
    kind: 'value',
    metric: metric === 'mem' ? 'memory' : metric,
    comparison: comparison as Comparison,
    limit: Number(number) * factors[factor]!,
  };
}

function parseTerms(query: string): Term[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word): Term => {
      const value = parseValue(word);
      if (value !== undefined) return value;
      const equals = word.indexOf('=');
      if (equals <= 0) return { kind: 'text', text: word };
      const key = word.slice(0, equals);
      const text = word.slice(equals + 1);
      return key === 'state' ? { kind: 'state', value: text } : { kind: 'label', key, value: text };
    });
}

const compares: Record<Comparison, (value: number, limit: number) => boolean> = {
  '>': (value, limit) => value > limit,
  '<': (value, limit) => value < limit,
  '>=': (value, limit) => value >= limit,
  '<=': (value, limit) => value <= limit,
};

function matches(host: HostSummary, term: Term): boolean {
  switch (term.kind) {
    case 'state':
      return host.state.startsWith(term.value);
    case 'label':
      return Object.entries(host.labels).some(
        ([key, value]) => key.toLowerCase() === term.key && value.toLowerCase().startsWith(term.value),
      );
    case 'value': {
      const value = fleetMetrics.find(({ id }) => id === term.metric)?.value(host) ?? null;
      return value !== null && compares[term.comparison](value, term.limit);
    }
    case 'text':
      return `${host.host} ${host.displayName} ${host.os} ${labelText(host.labels)}`
        .toLowerCase()
        .includes(term.text);
  }
}

/**
 * The hosts that match every word, ignoring case; label and state values match from their beginning, so that typing
 * narrows step by step. A host without the value compared does not match. Revoked hosts appear only when asked for by
 * `state=revoked`.
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
