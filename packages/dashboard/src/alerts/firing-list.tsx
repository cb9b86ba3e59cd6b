import { useSignal } from '@preact/signals';
import { routes } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import type { Alert } from '../api/types.ts';
import { nowMs, serverOffsetMs } from '../clock/server-clock.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import type { TableColumn } from '../design/data-table.tsx';
import { useMay } from '../session/abilities.ts';
import { StateMark } from '../design/state-mark.tsx';
import { withToast } from '../design/toast.tsx';
import { formatDuration, formatInstant } from '../format/instant.ts';
import { wordsOf } from '../format/words.ts';
import { acceptPath } from '../shell/clone-badge.tsx';
import { hostPath } from '../shell/host-path.ts';
import { groupAlerts } from '../fleet/firing-alerts.ts';
import type { AlertGroup } from '../fleet/firing-alerts.ts';
import type { SilenceDraft } from './silence-dialog.tsx';

export function severityTone(severity: string): 'bad' | 'warn' | 'off' {
  if (severity === 'critical') return 'bad';
  return severity === 'warning' ? 'warn' : 'off';
}

export function SeverityMark({ severity }: Pick<Alert, 'severity'>) {
  return <StateMark tone={severityTone(severity)}>{wordsOf(severity)}</StateMark>;
}

/** The page of an alert's host at the instant its cause began. */
export function alertPath({ host, sinceMs }: Pick<Alert, 'host' | 'sinceMs'>): string {
  return `${hostPath(host)}?at=${new Date(sinceMs).toISOString()}`;
}

interface ListProps {
  alerts: readonly Alert[];
  onSilence: (draft: SilenceDraft) => void;
  onChanged: () => void;
}

function acknowledge(alert: Alert): Promise<boolean> {
  return withToast(
    () => collector.alerts.acknowledge({ params: { id: alert.id }, body: { note: '' } }),
    `Acknowledged: ${alert.summary}`,
  );
}

function Actions({ alert, onSilence, onChanged }: { alert: Alert } & Omit<ListProps, 'alerts'>) {
  const may = useMay();
  return (
    <span class="row">
      {alert.rule === 'agent_cloned' && may(routes.agents.accept) && (
        <a class="button small" href={acceptPath(alert.host)}>
          Accept a machine
        </a>
      )}
      {may(routes.alerts.acknowledge) && (
        <button type="button" class="button small" onClick={() => void acknowledge(alert).then(onChanged)}>
          Acknowledge
        </button>
      )}
      {may(routes.silences.add) && (
        <button
          type="button"
          class="button small"
          onClick={() => onSilence({ host: alert.host, rule: alert.rule })}
        >
          Silence
        </button>
      )}
    </span>
  );
}

function firingColumns(props: Omit<ListProps, 'alerts'>): TableColumn<Alert>[] {
  return [
    {
      id: 'host',
      title: 'Host',
      tight: true,
      cell: (alert) => <a href={alertPath(alert)}>{alert.host || 'Collector'}</a>,
    },
    { id: 'summary', title: 'What', cell: ({ summary }) => summary },
    { id: 'since', title: 'Since', tight: true, cell: ({ sinceMs }) => formatInstant(sinceMs) },
    {
      id: 'actions',
      title: '',
      number: true,
      tight: true,
      cell: (alert) => <Actions alert={alert} {...props} />,
    },
  ];
}

const shownAlerts = 8;

function Group({ group, onSilence, onChanged }: { group: AlertGroup } & Omit<ListProps, 'alerts'>) {
  const unfolded = useSignal(false);
  const maySilence = useMay()(routes.silences.add);
  const now = nowMs.value + serverOffsetMs.value;
  const shown = unfolded.value ? group.alerts : group.alerts.slice(0, shownAlerts);
  return (
    <Card
      title={group.text}
      note={`${group.alerts.length} ${group.alerts.length === 1 ? 'alert' : 'alerts'}, for ${formatDuration(now - group.sinceMs)}`}
      actions={
        <>
          <SeverityMark severity={group.severity} />
          {group.alerts.length > 1 && maySilence && (
            <button
              type="button"
              class="button small"
              onClick={() => onSilence({ rule: group.alerts[0]!.rule })}
            >
              Silence all
            </button>
          )}
        </>
      }
    >
      <DataTable
        caption={group.text}
        columns={firingColumns({ onSilence, onChanged })}
        rows={shown}
        keyOf={({ id }) => id}
        empty=""
      />
      {group.alerts.length > shownAlerts && (
        <p class="card-body">
          <button
            type="button"
            class="button plain small"
            aria-expanded={unfolded.value}
            onClick={() => (unfolded.value = !unfolded.value)}
          >
            {unfolded.value ? 'Show fewer' : `Show all ${group.alerts.length}`}
          </button>
        </p>
      )}
    </Card>
  );
}

/** What fires, by rule. */
export function FiringList({ alerts, onSilence, onChanged }: ListProps) {
  const groups = groupAlerts(alerts);
  if (groups.length === 0)
    return (
      <div class="notice" role="status">
        <h2>No alert is firing</h2>
        <p class="quiet">The history says what fired before, the rules say what is watched.</p>
      </div>
    );
  return (
    <div class="stack">
      {groups.map((group) => (
        <Group key={group.key} {...{ group, onSilence, onChanged }} />
      ))}
    </div>
  );
}
