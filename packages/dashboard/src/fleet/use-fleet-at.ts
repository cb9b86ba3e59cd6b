import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { getJson, RequestError } from '../api/request.ts';
import type { AlertsResponse, FleetEvent, HostsResponse } from '../api/types.ts';
import { noticeSignedOut } from '../session/session.ts';
import { firingAt } from './firing-alerts.ts';

const maxAlerts = 1_000;

export interface FleetAt {
  /** undefined until the first answer. */
  readonly fleet: FleetEvent | undefined;
  readonly error: RequestError | undefined;
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
        const [hosts, history] = await Promise.all([
          getJson<HostsResponse>(`/api/v1/hosts?atMs=${instant}`, gone.signal),
          getJson<AlertsResponse>(
            `/api/v1/alerts?state=all&sinceMs=${instant}&limit=${maxAlerts}`,
            gone.signal,
          ),
        ]);
        const alerts = firingAt(history.body.alerts, instant);
        shown.value = { fleet: { hosts: hosts.body.hosts, alerts }, error: undefined };
      } catch (error) {
        if (gone.signal.aborted || noticeSignedOut(error)) return;
        if (!(error instanceof RequestError)) throw error;
        shown.value = { ...shown.peek(), error };
      }
    };
    void read();
    return () => gone.abort();
  }, [atMs, shown]);
  return shown.value;
}
