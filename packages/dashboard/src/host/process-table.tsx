import { collector } from '../api/collector.ts';
import type { ChartUnit, HostProcess, HostUnit } from '../api/types.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import { memo } from '../design/memo.ts';
import { formatInstant } from '../format/instant.ts';
import { formatQuantity } from '../format/quantity.ts';
import { wordsOf } from '../format/words.ts';
import { useResource } from '../resource/use-resource.ts';
import { SqlLink } from '../shell/sql-link.tsx';
import { processesSql } from './host-queries.ts';

type Measured = Exclude<keyof HostProcess, 'pid' | 'name' | 'user'>;

const column = (id: Measured, title: string, unit: ChartUnit) => ({
  id,
  title,
  number: true,
  cell: (row: HostProcess) => formatQuantity(row[id], unit),
});
const shownRows = 25;
const refreshMs = 60_000;

/** Units and containers, as they are in the same answer. */
function UnitTable({ units }: { units: readonly HostUnit[] }) {
  return (
    <Card title="Units and containers" note="CPU in % of one core">
      <DataTable
        caption="Units and containers"
        scrolls
        columns={[
          { id: 'path', title: 'Path', cell: ({ path }) => path },
          { id: 'kind', title: 'Kind', cell: ({ kind }) => wordsOf(kind) },
          { id: 'cpu', title: 'CPU', number: true, cell: ({ cpuPct }) => formatQuantity(cpuPct, 'pct') },
          {
            id: 'memory',
            title: 'Memory',
            number: true,
            cell: ({ memoryBytes }) => formatQuantity(memoryBytes, 'bytes'),
          },
          {
            id: 'limit',
            title: 'Limit',
            number: true,
            cell: ({ memoryMaxBytes }) => formatQuantity(memoryMaxBytes, 'bytes'),
          },
          { id: 'tasks', title: 'Tasks', number: true, cell: ({ tasks }) => formatQuantity(tasks, 'count') },
        ]}
        rows={units.filter(({ kind }) => kind !== 'slice').slice(0, shownRows)}
        keyOf={({ path }) => path}
        empty="No unit or container was recorded at this instant."
      />
    </Card>
  );
}

/**
 * What ran at an instant: the processes that led by CPU, memory and I/O, then units and containers. Not drawn again for every
 * second of the page around it.
 */
export const ProcessTable = memo(function ProcessTable({ host, atMs }: { host: string; atMs: number }) {
  const query = { atMs: Math.round(atMs) };
  const { body, error } = useResource(
    (options) => collector.hosts.programs({ params: { host }, query, ...options }),
    { everyMs: refreshMs, about: [host, query.atMs] },
  );
  return (
    <div class="stack">
      <Card
        title="Processes"
        note={`at ${formatInstant(atMs)}; CPU in % of one core`}
        actions={<SqlLink query={processesSql(host, atMs)} />}
      >
        <DataTable
          caption="Processes"
          scrolls
          columns={[
            { id: 'name', title: 'Program', cell: ({ name }) => name },
            { id: 'pid', title: 'Process', number: true, cell: ({ pid }) => pid },
            { id: 'user', title: 'User', cell: ({ user }) => user },
            column('cpuPct', 'CPU', 'pct'),
            column('memoryBytes', 'Memory', 'bytes'),
            column('threads', 'Threads', 'count'),
            column('readBytesPerS', 'Read', 'bytes_per_s'),
            column('writeBytesPerS', 'Written', 'bytes_per_s'),
          ]}
          rows={body?.processes.slice(0, shownRows) ?? []}
          keyOf={({ pid }) => String(pid)}
          empty={error?.message ?? (body ? 'No process was recorded at this instant.' : 'Loading')}
        />
      </Card>
      {body && <UnitTable units={body.units} />}
    </div>
  );
});
