import { useSignal } from '@preact/signals';
import type { Alert } from '../api/types.ts';
import { nowMs, serverOffsetMs } from '../clock/server-clock.ts';
import { formatDuration, formatInstant } from '../format/instant.ts';
import { hostPath } from '../host/host-path.ts';
import { firingAlerts } from './firing-alerts.ts';

/** More than this are folded away until asked for: the table must stay in view. */
const shownAlerts = 5;

function AlertLine({ alert }: { alert: Alert }) {
  const sinceMs = alert.firedMs ?? alert.sinceMs;
  return (
    <li class={`alert-line ${alert.severity}`}>
      <span class="severity">{alert.severity === 'critical' ? 'Critical' : 'Warning'}</span>
      <a href={hostPath(alert.host)}>{alert.host}</a>
      <span class="alert-summary">{alert.summary}</span>
      <time class="quiet" dateTime={new Date(sinceMs).toISOString()} title={formatInstant(sinceMs)}>
        {formatDuration(nowMs.value + serverOffsetMs.value - sinceMs)}
      </time>
    </li>
  );
}

export function AlertPanel({ alerts }: { alerts: readonly Alert[] }) {
  const unfolded = useSignal(false);
  const firing = firingAlerts(alerts);
  if (firing.length === 0) return null;
  const shown = unfolded.value ? firing : firing.slice(0, shownAlerts);
  return (
    <section class="alert-panel" aria-label="Firing alerts">
      <ul>
        {shown.map((alert) => (
          <AlertLine key={alert.id} alert={alert} />
        ))}
      </ul>
      {firing.length > shownAlerts && (
        <button
          type="button"
          class="button plain"
          aria-expanded={unfolded.value}
          onClick={() => (unfolded.value = !unfolded.value)}
        >
          {unfolded.value ? 'Show fewer' : `Show all ${firing.length} alerts`}
        </button>
      )}
    </section>
  );
}
