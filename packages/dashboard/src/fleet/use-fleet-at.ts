import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { getJson, RequestError } from '../api/request.ts';
import type { AlertsAnswer, FleetEvent } from '../api/types.ts';
import { noticeSignedOut } from '../session/session.ts';
import { firingAt } from './firing-alerts.ts';
import { fleetAt, readFleetAt } from './fleet-at.ts';

const maxAlerts = 1_000;

export interface FleetAt {
  /** undefined until the first answer. */
  readonly fleet: FleetEvent | undefined;
  readonly error: RequestError | undefined;
}

/** The fleet at an instant; while the next instant is being asked for, the one before stays. */
export function useFleetAt(present: FleetEvent | undefined, atMs: number | undefined): FleetAt {
  const shown = useSignal<FleetAt>({ fleet: undefined, error: undefined });
  const isKnown = present !== undefined;
  // Names and labels only are taken of the present: its next values are no reason to ask again.
  const newest = useRef(present);
  newest.current = present;
  useEffect(() => {
    if (atMs === undefined || !isKnown) return undefined;
    const gone = new AbortController();
    const read = async (): Promise<void> => {
      try {
        const [rows, alerts] = await Promise.all([
          readFleetAt(atMs, gone.signal),
          getJson<AlertsAnswer>(`/api/v1/alerts?state=all&limit=${maxAlerts}`, gone.signal),
        ]);
        const firing = firingAt(alerts.body.alerts, atMs);
        const hosts = fleetAt(newest.current?.hosts ?? [], rows, atMs).map((host) => ({
          ...host,
          firing: firing.filter((alert) => alert.host === host.host).length,
        }));
        shown.value = { fleet: { hosts, alerts: firing }, error: undefined };
      } catch (error) {
        if (gone.signal.aborted || noticeSignedOut(error)) return;
        if (!(error instanceof RequestError)) throw error;
        shown.value = { ...shown.peek(), error };
      }
    };
    void read();
    return () => gone.abort();
  }, [atMs, isKnown, shown]);
  return shown.value;
}
