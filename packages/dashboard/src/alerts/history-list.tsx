import type { Alert } from '../api/types.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import { formatDuration, formatInstant } from '../format/instant.ts';
import { wordsOf } from '../format/words.ts';
import { alertPath, SeverityMark } from './firing-list.tsx';

const shownRows = 300;

/** What fired, newest first. */
export function HistoryList({ alerts }: { alerts: readonly Alert[] }) {
  return (
    <Card title="History" note={`the last ${Math.min(shownRows, alerts.length)} alerts`}>
      <DataTable
        caption="History of alerts"
        columns={[
          {
            id: 'host',
            title: 'Host',
            tight: true,
            cell: (alert) => <a href={alertPath(alert)}>{alert.host || 'Collector'}</a>,
          },
          {
            id: 'severity',
            title: 'Severity',
            tight: true,
            cell: SeverityMark,
          },
          { id: 'summary', title: 'What', cell: ({ summary }) => summary },
          { id: 'since', title: 'Since', tight: true, cell: ({ sinceMs }) => formatInstant(sinceMs) },
          {
            id: 'lasted',
            title: 'Lasted',
            number: true,
            tight: true,
            cell: ({ sinceMs, resolvedMs, state }) =>
              resolvedMs === null ? wordsOf(state) : formatDuration(resolvedMs - sinceMs),
          },
        ]}
        rows={alerts.slice(0, shownRows)}
        keyOf={({ id, sinceMs }) => `${id} ${sinceMs}`}
        empty="No alert has fired yet."
      />
    </Card>
  );
}
