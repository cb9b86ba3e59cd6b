import { useLocation } from 'preact-iso';
import { collector } from '../api/collector.ts';
import type { AuditLogResponse } from '../api/types.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import { Failure } from '../design/failure.tsx';
import { saveFile } from '../design/save-file.ts';
import { withToast } from '../design/toast.tsx';
import { formatInstant } from '../format/instant.ts';
import { useResource } from '../resource/use-resource.ts';
import { Page } from '../shell/page.tsx';
import { auditCsv } from './audit-csv.ts';
import { AuditFilterForm } from './audit-filter-form.tsx';
import { auditPath, auditQuery, filterOf, type AuditFilter } from './audit-filter.ts';

const refreshMs = 30_000;
const shownEntries = 300;
/** As many as the collector gives at once. */
const exportedEntries = 10_000;

async function exportCsv(filter: AuditFilter): Promise<void> {
  const body = await collector.auditLog.list({ query: auditQuery(filter, exportedEntries) });
  const day = new Date().toISOString().slice(0, 10);
  saveFile(new Blob([auditCsv(body)], { type: 'text/csv' }), `hostwire-audit-log-${day}.csv`);
}

function Entries({ entries }: AuditLogResponse) {
  return (
    <DataTable
      caption="Audit log"
      columns={[
        { id: 'when', title: 'When', cell: ({ tsMs }) => <span class="nowrap">{formatInstant(tsMs)}</span> },
        { id: 'who', title: 'Who', cell: ({ actor }) => <span class="nowrap">{actor}</span> },
        { id: 'what', title: 'What', cell: ({ action }) => <span class="mono">{action}</span> },
        { id: 'on', title: 'On', cell: ({ object }) => object },
        { id: 'detail', title: 'Detail', cell: ({ detail }) => <span class="wrapped">{detail}</span> },
      ]}
      rows={entries}
      keyOf={({ tsMs, action, object, detail }) => `${tsMs} ${action} ${object} ${detail}`}
      empty="No entry fits."
    />
  );
}

/** Who changed what, and who signed in. */
export function AuditLogPage() {
  const { query, route } = useLocation();
  const filter = filterOf(query);
  const { body, error, reload } = useResource(
    (options) => collector.auditLog.list({ query: auditQuery(filter, shownEntries), ...options }),
    { everyMs: refreshMs, about: [auditPath(filter)] },
  );
  const isMore = body?.entries.length === shownEntries;
  return (
    <Page title="Audit log" stale={error !== undefined && body !== undefined}>
      <div class="stack">
        <div class="page-head">
          <h1>Audit log</h1>
          <button
            type="button"
            class="button push"
            onClick={() => void withToast(() => exportCsv(filter), 'The CSV file has what fits the filter')}
          >
            Export CSV
          </button>
        </div>
        <AuditFilterForm filter={filter} onChange={(next) => route(auditPath(next), true)} />
        {body === undefined && error !== undefined && (
          <Failure what="The audit log could not be loaded" error={error} onRetry={reload} />
        )}
        {body && (
          <Card
            title="Entries"
            note={isMore ? `the newest ${shownEntries}; the export has more` : 'the newest first'}
          >
            <Entries {...body} />
          </Card>
        )}
      </div>
    </Page>
  );
}
