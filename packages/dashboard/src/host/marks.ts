// What is marked in the charts of a host: where the causes of its alerts began, its last start, what its programs counted as
// deploys, and the instant that is looked at.
import { effect, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { collector } from '../api/collector.ts';
import type { HostDetail } from '../api/types.ts';
import type { Annotation } from '../charts/annotation.ts';
import { useResource } from '../resource/use-resource.ts';
import { useRows } from '../resource/use-rows.ts';
import type { TimeWindow } from '../time/time-range.ts';
import type { ChartFeed } from './chart-feed.ts';
import { deploysSql } from './host-queries.ts';

const maxAlerts = 500;
const refreshMs = 30_000;

/** The window shown, in steps of `refreshMs`; undefined until there are charts to mark: they come first. */
function useMarkedWindow(charts: ChartFeed): TimeWindow | undefined {
  const marked = useSignal<TimeWindow | undefined>(undefined);
  useEffect(
    () =>
      effect(() => {
        if (!charts.hasSet.value) return;
        const window = charts.window.value;
        const fromMs = Math.floor(window.fromMs / refreshMs) * refreshMs;
        const toMs = Math.ceil(window.toMs / refreshMs) * refreshMs;
        const held = marked.peek();
        if (held?.fromMs !== fromMs || held.toMs !== toMs) marked.value = { fromMs, toMs };
      }),
    [charts, marked],
  );
  return marked.value;
}

interface Deploy {
  readonly ms: number;
  readonly series: string;
}

interface MarkSources {
  readonly host: string;
  readonly detail: HostDetail | undefined;
  readonly charts: ChartFeed;
  /** The instant that is looked at. */
  readonly atMs: number | undefined;
}

/** In order of time. */
export function useMarks({ host, detail, charts, atMs }: MarkSources): readonly Annotation[] {
  const window = useMarkedWindow(charts);
  const alerts = useResource(
    (options) => collector.alerts.list({ query: { state: 'all', limit: maxAlerts }, ...options }),
    { everyMs: refreshMs, isWanted: window !== undefined },
  ).body?.alerts;
  const deploys = useRows<Deploy>(window && deploysSql(host, window)).rows;
  const bootedMs = detail?.inventory?.bootedMs;
  return useMemo(() => {
    const marks: Annotation[] = [
      ...(alerts ?? [])
        .filter((alert) => alert.host === host)
        .map(({ sinceMs, summary }) => ({ ms: sinceMs, kind: 'alert' as const, text: summary })),
      ...(deploys ?? []).map(({ ms, series }) => ({ ms, kind: 'deploy' as const, text: series })),
    ];
    if (bootedMs) marks.push({ ms: bootedMs, kind: 'restart', text: 'The host started' });
    if (atMs !== undefined) marks.push({ ms: atMs, kind: 'instant', text: 'The instant looked at' });
    return marks.sort((a, b) => a.ms - b.ms);
  }, [alerts, deploys, host, bootedMs, atMs]);
}
