import type { HostSummary } from '@hostwire/api';
import type { SendingSchedule } from '@hostwire/protocol';
import {
  fleetWindows,
  readFleetAt,
  readSparks,
  type AlertHistoryQuery,
  type QueryRunner,
} from '@hostwire/storage';
import { hostSummary } from './host-summary.ts';

/** An alert with its begin and its end. */
interface AlertSpan {
  readonly host: string;
  readonly firedMs: number | null;
  readonly resolvedMs: number | null;
}

interface PastFleetOptions {
  readonly db: QueryRunner;
  readonly settings: {
    schedule(host: string, labels: Readonly<Record<string, string>>): SendingSchedule;
  };
  readonly alerts: { history(query: AlertHistoryQuery): Promise<readonly AlertSpan[]> };
}

const maxAlerts = 10_000;

/** The fleet as it was at an instant; whether a host was late goes by the intervals that it is set to today. */
export async function readPastFleet(
  { db, settings, alerts }: PastFleetOptions,
  atMs: number,
): Promise<HostSummary[]> {
  const [rows, sparks, history] = await Promise.all([
    readFleetAt(db, { atMs }),
    readSparks(db, { nowMs: atMs, isPast: true }),
    alerts.history({ limit: maxAlerts, sinceMs: atMs }),
  ]);
  const firing = history.filter(
    ({ firedMs, resolvedMs }) => firedMs !== null && firedMs <= atMs && (resolvedMs ?? Infinity) > atMs,
  );
  const noSpark = new Array<null>(fleetWindows.sparkMs / fleetWindows.sparkStepMs).fill(null);
  return rows.map((row) => {
    const revokedMs = row.revokedMs !== null && row.revokedMs <= atMs ? row.revokedMs : null;
    const summary = hostSummary(
      { ...row, revokedMs },
      {
        nowMs: atMs,
        arrivedMs: undefined,
        schedule: settings.schedule(row.host, row.labels),
        firing: firing.filter(({ host }) => host === row.host).length,
        clone: null,
        cpuSpark: sparks.byHost.get(row.host) ?? [...noSpark],
      },
    );
    return summary.state === 'waiting' ? { ...summary, state: 'silent' } : summary;
  });
}
