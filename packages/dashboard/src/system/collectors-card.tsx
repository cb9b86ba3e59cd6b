import { collector } from '../api/collector.ts';
import type { CollectorEntry } from '../api/types.ts';
import { nowMs, serverOffsetMs } from '../clock/server-clock.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import type { TableColumn } from '../design/data-table.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { formatDuration } from '../format/instant.ts';
import { formatQuantity } from '../format/quantity.ts';
import { useResource } from '../resource/use-resource.ts';

const refreshMs = 15_000;
/** A collector says twice a minute that it is there. */
const goneAfterMs = 90_000;

const duties: Readonly<Record<string, string>> = {
  main: 'writes samples',
  history: 'rolls up',
  alerts: 'evaluates alerts',
};

function columnsAt(now: number): TableColumn<CollectorEntry>[] {
  return [
    {
      id: 'collector',
      title: 'Collector',
      cell: ({ collector, process }) => <span title={collector}>{process}</span>,
    },
    {
      id: 'state',
      title: 'State',
      tight: true,
      cell: ({ seenMs }) =>
        now - seenMs > goneAfterMs ? (
          <StateMark tone="bad">Silent for {formatDuration(now - seenMs)}</StateMark>
        ) : (
          <StateMark tone="good">Up</StateMark>
        ),
    },
    { id: 'version', title: 'Version', tight: true, cell: ({ version }) => version },
    {
      id: 'since',
      title: 'Running for',
      number: true,
      tight: true,
      cell: ({ startedMs, seenMs }) => formatDuration(Math.max(seenMs, now) - startedMs),
    },
    { id: 'agents', title: 'Agents', number: true, tight: true, cell: ({ agents }) => agents },
    {
      id: 'rate',
      title: 'Samples',
      number: true,
      tight: true,
      cell: ({ samplesPerS }) => formatQuantity(samplesPerS, 'ops_per_s'),
    },
    {
      id: 'delay',
      title: 'Acknowledgement delay (99 %)',
      number: true,
      tight: true,
      cell: ({ delayP50Ms, delayP99Ms }) =>
        `${formatQuantity(delayP50Ms, 'ms')} (${formatQuantity(delayP99Ms, 'ms')})`,
    },
    {
      id: 'leases',
      title: 'Does for all',
      cell: ({ leases }) => leases.map((lease) => duties[lease] ?? lease).join(', ') || 'stands by',
    },
  ];
}

/** The collectors of this database: how each does, and which of them writes. */
export function CollectorsCard() {
  const { body, error } = useResource(collector.collectors.list, { everyMs: refreshMs });
  return (
    <Card title="Collectors" note="of this database, within the last day">
      <DataTable
        caption="Collectors"
        columns={columnsAt(nowMs.value + serverOffsetMs.value)}
        rows={body?.collectors ?? []}
        keyOf={(entry) => entry.collector}
        empty={error?.message ?? (body ? 'No collector has said that it is there yet.' : 'Loading')}
      />
    </Card>
  );
}
