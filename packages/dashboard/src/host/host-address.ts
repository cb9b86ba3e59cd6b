// What the address of a host's page carries: the range, the comparison, the instant asked about.
import { useMemo, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { hostPath } from '../shell/host-path.ts';
import { defaultRange, parseRange, rangeQuery } from '../time/time-range.ts';
import type { TimeRange } from '../time/time-range.ts';
import { parseComparison } from './compare.ts';
import type { Comparison } from './compare.ts';

export interface HostAddress {
  readonly range: TimeRange;
  /** The live range to go back to. */
  readonly lastLive: TimeRange;
  readonly comparison: Comparison | undefined;
  /** Each change is a step back for the Back button. */
  readonly setRange: (range: TimeRange) => void;
  readonly setComparison: (id: string | undefined) => void;
}

export function useHostAddress(host: string): HostAddress {
  const { query, route } = useLocation();
  const { range: span, from, to, at, compare } = query;
  const range = useMemo(() => parseRange({ range: span, from, to, at }), [span, from, to, at]);
  const comparison = useMemo(() => parseComparison(compare, host), [compare, host]);
  const lastLive = useRef<TimeRange>(defaultRange);
  if (range.kind === 'live') lastLive.current = range;
  const go = (address: URLSearchParams, id: string | undefined): void => {
    if (id !== undefined) address.set('compare', id);
    route(address.size === 0 ? hostPath(host) : `${hostPath(host)}?${address}`);
  };
  return {
    range,
    lastLive: lastLive.current,
    comparison,
    setRange: (next) => go(new URLSearchParams(rangeQuery(next)), compare),
    setComparison: (id) => {
      const address = new URLSearchParams(query);
      address.delete('compare');
      go(address, id);
    },
  };
}
