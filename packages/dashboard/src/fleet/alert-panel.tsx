import { useSignal } from '@preact/signals';
import type { Alert } from '../api/types.ts';
import { nowMs, serverOffsetMs } from '../clock/server-clock.ts';
import { StateMark } from '../design/state-mark.tsx';
import { formatDuration, formatInstant } from '../format/instant.ts';
import { hostPath } from '../shell/host-path.ts';
import { groupAlerts } from './firing-alerts.ts';
import type { AlertGroup } from './firing-alerts.ts';

/** More than this are folded away until asked for: the table must stay in view. */
const shownGroups = 4;
/** So many hosts of a group are named. */
const namedHosts = 6;

function Hosts({ alerts }: { alerts: readonly Alert[] }) {
  const names = [...new Set(alerts.map(({ host }) => host))];
  return (
    <span class="alert-hosts">
      {names.slice(0, namedHosts).map((host) => (
        <a key={host} href={hostPath(host)}>
          {host}
        </a>
      ))}
      {names.length > namedHosts && <a href="/alerts">and {names.length - namedHosts} more</a>}
    </span>
  );
}

function AlertLine({ group: { severity, sinceMs, alerts, text } }: { group: AlertGroup }) {
  return (
    <li class="alert-line">
      <StateMark tone={severity === 'critical' ? 'bad' : 'warn'}>
        {severity === 'critical' ? 'Critical' : 'Warning'}
      </StateMark>
      <span class="alert-summary">{text}</span>
      {alerts.length > 1 && <span class="badge">{alerts.length}</span>}
      <Hosts alerts={alerts} />
      <time
        class="quiet push"
        dateTime={new Date(sinceMs).toISOString()}
        title={`Since ${formatInstant(sinceMs)}`}
      >
        for {formatDuration(nowMs.value + serverOffsetMs.value - sinceMs)}
      </time>
    </li>
  );
}

/** What fires, one line for each rule: three hundred silent hosts are one line with a count. */
export function AlertPanel({ alerts }: { alerts: readonly Alert[] }) {
  const unfolded = useSignal(false);
  const groups = groupAlerts(alerts);
  if (groups.length === 0) return null;
  const shown = unfolded.value ? groups : groups.slice(0, shownGroups);
  return (
    <section class="card alert-panel" aria-label="Firing alerts">
      <ul>
        {shown.map((group) => (
          <AlertLine key={group.key} group={group} />
        ))}
      </ul>
      {groups.length > shownGroups && (
        <button
          type="button"
          class="button plain small"
          aria-expanded={unfolded.value}
          onClick={() => (unfolded.value = !unfolded.value)}
        >
          {unfolded.value ? 'Show fewer' : `Show all ${groups.length}`}
        </button>
      )}
    </section>
  );
}
