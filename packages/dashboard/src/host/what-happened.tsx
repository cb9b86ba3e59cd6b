import { useSignal } from '@preact/signals';
import { routes } from '@hostwire/api/client';
import { useEffect } from 'preact/hooks';
import { collector } from '../api/collector.ts';
import type { Alert, ChartUnit, Gap } from '../api/types.ts';
import { gapText } from '../charts/chart-panel.tsx';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import { Dialog } from '../design/dialog.tsx';
import { formatInterval } from '../format/instant.ts';
import { formatQuantity } from '../format/quantity.ts';
import { wordsOf } from '../format/words.ts';
import { useMay } from '../session/abilities.ts';
import { SqlLink } from '../shell/sql-link.tsx';
import type { TimeWindow } from '../time/time-range.ts';
import { programsSql, unitsSql } from './host-queries.ts';
import { ProcessTable } from './process-table.tsx';
import { WhatChanged } from './what-changed.tsx';
import { useRows } from '../resource/use-rows.ts';

interface HappenedProps {
  host: string;
  window: TimeWindow;
  gaps: readonly Gap[];
  onClose: () => void;
}

interface Program {
  name: string;
  user: string;
  pids: readonly number[];
  cpu: number | null;
  memory: number | null;
  io: number | null;
}
interface Unit {
  path: string;
  kind: string;
  cpu: number | null;
  memory: number | null;
  oom_kills: number | null;
}
const quantity = (unit: ChartUnit) => (value: number | null) => formatQuantity(value, unit);
const pct = quantity('pct');
const bytes = quantity('bytes');

function Programs({ host, window }: HappenedProps) {
  const query = programsSql(host, window);
  const { rows, error } = useRows<Program>(query);
  return (
    <Card title="Programs" note="CPU in % of one core" actions={<SqlLink query={query} />}>
      <DataTable
        caption="Programs by CPU"
        columns={[
          { id: 'name', title: 'Program', cell: ({ name }) => name },
          { id: 'user', title: 'User', cell: ({ user }) => user },
          { id: 'pids', title: 'Process', cell: ({ pids }) => pids.join(', ') },
          { id: 'cpu', title: 'CPU', number: true, cell: ({ cpu }) => pct(cpu) },
          { id: 'memory', title: 'Memory', number: true, cell: ({ memory }) => bytes(memory) },
          { id: 'io', title: 'Read and written', number: true, cell: ({ io }) => bytes(io) },
        ]}
        rows={rows ?? []}
        keyOf={({ name, user }) => `${name} ${user}`}
        empty={error?.message ?? (rows ? 'No process was recorded in this time.' : 'Loading')}
      />
    </Card>
  );
}

function Units({ host, window }: HappenedProps) {
  const query = unitsSql(host, window);
  const { rows } = useRows<Unit>(query);
  return (
    <Card title="Units and containers" actions={<SqlLink query={query} />}>
      <DataTable
        caption="Units and containers by CPU"
        columns={[
          { id: 'path', title: 'Path', cell: ({ path }) => path },
          { id: 'cpu', title: 'CPU', number: true, cell: ({ cpu }) => pct(cpu) },
          { id: 'memory', title: 'Memory', number: true, cell: ({ memory }) => bytes(memory) },
          { id: 'oom', title: 'Killed', number: true, cell: ({ oom_kills }) => oom_kills ?? 0 },
        ]}
        rows={rows ?? []}
        keyOf={({ path }) => path}
        empty={rows ? 'No unit or container was recorded in this time.' : 'Loading'}
      />
    </Card>
  );
}

const maxAlerts = 500;

function Events({ host, window, gaps }: HappenedProps) {
  const alerts = useSignal<readonly Alert[]>([]);
  useEffect(() => {
    const gone = new AbortController();
    collector.alerts
      .list({ query: { state: 'all', limit: maxAlerts }, signal: gone.signal })
      .then((answer) => (alerts.value = answer.alerts))
      .catch(() => undefined); // the card says that none are known
    return () => gone.abort();
  }, [alerts]);
  const mine = alerts.value.filter(
    (alert) =>
      alert.host === host && alert.sinceMs <= window.toMs && (alert.resolvedMs ?? Infinity) >= window.fromMs,
  );
  const missing = gaps.filter(({ fromMs, toMs }) => fromMs <= window.toMs && toMs >= window.fromMs);
  return (
    <Card title="Alerts and gaps">
      <ul class="card-body stack">
        {mine.map(({ id, summary, severity, sinceMs, resolvedMs }) => (
          <li key={id}>
            <span class={`badge ${severity === 'critical' ? 'bad' : 'warn'}`}>{wordsOf(severity)}</span>{' '}
            {summary} <span class="quiet">{formatInterval(sinceMs, resolvedMs ?? window.toMs)}</span>
          </li>
        ))}
        {missing.map((gap) => (
          <li key={gap.fromMs}>
            {gapText(gap)} <span class="quiet">{formatInterval(gap.fromMs, gap.toMs)}</span>
          </li>
        ))}
        {mine.length + missing.length === 0 && (
          <li class="quiet">No alert fired and no sample is missing.</li>
        )}
      </ul>
    </Card>
  );
}

/** Everything that is known of a host in a time range. */
export function WhatHappened(props: HappenedProps) {
  const { host, window, onClose } = props;
  const middleMs = (window.fromMs + window.toMs) / 2;
  const mayQuery = useMay()(routes.sql.run);
  return (
    <Dialog
      title={`What happened on ${host}, ${formatInterval(window.fromMs, window.toMs)}`}
      size="wide"
      actions={
        <a class="button small" href={`/?at=${new Date(middleMs).toISOString()}`}>
          The fleet then
        </a>
      }
      onClose={onClose}
    >
      <WhatChanged host={host} window={window} />
      {mayQuery ? (
        <>
          <Programs {...props} />
          <Units {...props} />
        </>
      ) : (
        <ProcessTable host={host} atMs={middleMs} />
      )}
      <Events {...props} />
    </Dialog>
  );
}
