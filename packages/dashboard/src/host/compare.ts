// What the charts of a host are compared with: the same host earlier, or another host now. In the address: `compare=1d`,
// `compare=host:db2`.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ChartsResponse } from '../api/types.ts';
import { serverNowMs } from '../clock/server-clock.ts';
import type { TimeWindow } from '../time/time-range.ts';
import { maxPoints } from './chart-feed.ts';
import { chartIds } from './chart-groups.ts';
import { requestCharts } from './charts-request.ts';

const hourMs = 3_600_000;

export const earlier: readonly { id: string; name: string; shiftMs: number }[] = [
  { id: '1h', name: 'An hour earlier', shiftMs: hourMs },
  { id: '1d', name: 'A day earlier', shiftMs: 24 * hourMs },
  { id: '7d', name: 'A week earlier', shiftMs: 168 * hourMs },
];

export interface Comparison {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  /** How much earlier the values compared with are. */
  readonly shiftMs: number;
}

/** undefined: nothing is compared, or the text makes no sense. */
export function parseComparison(text: string | undefined, host: string): Comparison | undefined {
  if (text === undefined) return undefined;
  if (text.startsWith('host:') && text.length > 5)
    return { id: text, name: text.slice(5), host: text.slice(5), shiftMs: 0 };
  const found = earlier.find(({ id }) => id === text);
  return found && { ...found, host };
}

export interface GhostSet {
  readonly set: ChartsResponse;
  readonly shiftMs: number;
}

const refreshMs = 20_000;

/** The charts compared with, asked for when the window has moved on by a good part, and every 20 s. */
export function useGhosts(comparison: Comparison | undefined, window: TimeWindow): GhostSet | undefined {
  const ghosts = useSignal<GhostSet | undefined>(undefined);
  const host = comparison?.host;
  const shiftMs = comparison?.shiftMs ?? 0;
  const span = Math.round(window.toMs - window.fromMs);
  const round = Math.floor(window.toMs / refreshMs);
  useEffect(() => {
    if (host === undefined) {
      ghosts.value = undefined;
      return undefined;
    }
    if (span === 0) return undefined; // the window is not known before the charts are asked for
    const gone = new AbortController();
    const toMs = Math.min((round + 1) * refreshMs - shiftMs, serverNowMs());
    const shifted = { fromMs: round * refreshMs - shiftMs - span, toMs };
    requestCharts(host, chartIds, { window: shifted, points: maxPoints, signal: gone.signal })
      .then((set) => (ghosts.value = { set, shiftMs }))
      .catch(() => undefined); // the charts themselves say when the collector does not answer
    return () => gone.abort();
  }, [host, shiftMs, span, round, ghosts]);
  return comparison === undefined ? undefined : ghosts.value;
}
