import type { AuditLogResponse } from '../api/types.ts';
import { useResource } from '../resource/use-resource.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import { formatInstant } from '../format/instant.ts';

const refreshMs = 30_000;

/** Who did what, newest first; only for those who may see it. */
export function AuditLogCard() {
  const { body } = useResource<AuditLogResponse>('/api/v1/audit-log?limit=100', refreshMs);
  if (body === undefined) return null;
  return (
    <Card title="Audit log" note="the last 100 actions">
      <div class="log-holder">
        <DataTable
          caption="Audit log"
          columns={[
            { id: 'when', title: 'When', cell: ({ tsMs }) => formatInstant(tsMs) },
            { id: 'who', title: 'Who', cell: ({ actor }) => actor },
            { id: 'what', title: 'What', cell: ({ action }) => action.replaceAll('_', ' ') },
            { id: 'on', title: 'On', cell: ({ object }) => object },
            { id: 'detail', title: 'Detail', cell: ({ detail }) => detail },
          ]}
          rows={body.entries}
          keyOf={({ tsMs, action, object }) => `${tsMs} ${action} ${object}`}
          empty="Nothing was done yet."
        />
      </div>
    </Card>
  );
}
