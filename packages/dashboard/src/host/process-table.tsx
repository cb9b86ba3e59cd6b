import type { ChartUnit } from '../api/types.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import { formatInstant } from '../format/instant.ts';
import { formatQuantity } from '../format/quantity.ts';
import { sqlPath } from '../shell/sql-path.ts';
import { processesSql } from './host-queries.ts';
import { useRows } from '../resource/use-rows.ts';

interface ProcessRow {
  pid: number;
  name: string;
  user: string;
  cpu: number | null;
  memory: number | null;
  threads: number | null;
  read: number | null;
  write: number | null;
}

const column = (id: keyof ProcessRow, title: string, unit: ChartUnit) => ({
  id,
  title,
  number: true,
  cell: (row: ProcessRow) => formatQuantity(row[id] as number | null, unit),
});
const shownRows = 25;

/** The processes that led at an instant: by CPU, memory and I/O. */
export function ProcessTable({ host, atMs }: { host: string; atMs: number }) {
  const query = processesSql(host, atMs);
  const { rows, error } = useRows<ProcessRow>(query);
  const ordered = [...(rows ?? [])].sort(
    (a, b) => (b.cpu ?? 0) - (a.cpu ?? 0) || (b.memory ?? 0) - (a.memory ?? 0),
  );
  return (
    <div id="section-processes" class="chart-group">
      <Card
        title="Processes"
        note={`at ${formatInstant(atMs)}; CPU in % of one core`}
        actions={
          <a class="button plain small" href={sqlPath(query)}>
            SQL
          </a>
        }
      >
        <DataTable
          caption="Processes"
          scrolls
          columns={[
            { id: 'name', title: 'Program', cell: ({ name }) => name },
            { id: 'pid', title: 'Process', number: true, cell: ({ pid }) => pid },
            { id: 'user', title: 'User', cell: ({ user }) => user },
            column('cpu', 'CPU', 'pct'),
            column('memory', 'Memory', 'bytes'),
            column('threads', 'Threads', 'count'),
            column('read', 'Read', 'bytes_per_s'),
            column('write', 'Written', 'bytes_per_s'),
          ]}
          rows={ordered.slice(0, shownRows)}
          keyOf={({ pid }) => String(pid)}
          empty={error?.message ?? (rows ? 'No process was recorded at this instant.' : 'Loading')}
        />
      </Card>
    </div>
  );
}
