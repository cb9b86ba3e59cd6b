import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { collector } from '../api/collector.ts';
import type { Alert, HostDetail } from '../api/types.ts';
import type { Annotation } from '../charts/annotation.ts';

const maxAlerts = 500;
const refreshMs = 30_000;

/** Alerts of the host where their cause began, and its last start. */
function annotationsOf(
  alerts: readonly Alert[],
  { host, bootedMs }: { host: string; bootedMs: number | undefined },
): Annotation[] {
  const mine = alerts
    .filter((alert) => alert.host === host)
    .map(({ sinceMs, summary }) => ({ ms: sinceMs, kind: 'alert' as const, text: summary }));
  return bootedMs ? [...mine, { ms: bootedMs, kind: 'restart' as const, text: 'The host started' }] : mine;
}

interface AnnotationSources {
  detail: HostDetail | undefined;
  /** The instant that is looked at, which is marked, too. */
  atMs: number | undefined;
  /** Marks are asked for when there are charts to mark: the charts come first. */
  hasCharts: boolean;
}

/** What is marked in the charts of a host. */
export function useAnnotations({ detail, atMs, hasCharts }: AnnotationSources): readonly Annotation[] {
  const alerts = useSignal<readonly Alert[]>([]);
  useEffect(() => {
    if (!hasCharts) return undefined;
    const gone = new AbortController();
    const read = (): void =>
      void collector.alerts
        .list({ query: { state: 'all', limit: maxAlerts }, signal: gone.signal })
        .then((answer) => (alerts.value = answer.alerts))
        .catch(() => undefined); // charts without marks are charts all the same
    read();
    const timer = setInterval(() => document.hidden || read(), refreshMs);
    return () => {
      clearInterval(timer);
      gone.abort();
    };
  }, [alerts, hasCharts]);
  const host = detail?.host ?? '';
  const bootedMs = detail?.inventory?.bootedMs;
  return useMemo(() => {
    const known = annotationsOf(alerts.value, { host, bootedMs });
    return atMs === undefined
      ? known
      : [...known, { ms: atMs, kind: 'instant', text: 'The instant looked at' }];
  }, [alerts.value, host, bootedMs, atMs]);
}
