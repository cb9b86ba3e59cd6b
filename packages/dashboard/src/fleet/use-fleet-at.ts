import { ApiError } from '@hostwire/api/client';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { collector } from '../api/collector.ts';
import type { FleetEvent } from '../api/types.ts';
import { noticeSignedOut } from '../session/session.ts';
import { firingAt } from './firing-alerts.ts';

const maxAlerts = 1_000;

export interface FleetAt {
  /** undefined until the first answer. */
  readonly fleet: FleetEvent | undefined;
  readonly error: ApiError | undefined;
}

/** The fleet at an instant; while the next instant is being asked for, the one before stays. */
export function useFleetAt(atMs: number | undefined): FleetAt {
  const shown = useSignal<FleetAt>({ fleet: undefined, error: undefined });
  useEffect(() => {
    if (atMs === undefined) return undefined;
    const gone = new AbortController();
    const instant = Math.round(atMs);
    const read = async (): Promise<void> => {
      try {
        const { signal } = gone;
        const since = { state: 'all', sinceMs: instant, limit: maxAlerts } as const;
        const [{ hosts }, history] = await Promise.all([
          collector.hosts.list({ query: { atMs: instant }, signal }),
          collector.alerts.list({ query: since, signal }),
        ]);
        shown.value = { fleet: { hosts, alerts: firingAt(history.alerts, instant) }, error: undefined };
      } catch (error) {
        if (gone.signal.aborted || noticeSignedOut(error)) return;
        if (!(error instanceof ApiError)) throw error;
        shown.value = { ...shown.peek(), error };
      }
    };
    void read();
    return () => gone.abort();
  }, [atMs, shown]);
  return shown.value;
}
