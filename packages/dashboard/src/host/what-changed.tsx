import { ApiError } from '@hostwire/api/client';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { collector } from '../api/collector.ts';
import type { ChangesResponse } from '../api/types.ts';
import { Card } from '../design/card.tsx';
import { DataTable, type TableColumn } from '../design/data-table.tsx';
import { formatQuantity } from '../format/quantity.ts';
import { wordsOf } from '../format/words.ts';
import { noticeSignedOut } from '../session/session.ts';
import { hostPath } from '../shell/host-path.ts';
import type { TimeWindow } from '../time/time-range.ts';

interface ChangedProps {
  host: string;
  window: TimeWindow;
}

interface Answer {
  changes: ChangesResponse | undefined;
  error: ApiError | undefined;
}

function useChanges(host: string, { fromMs, toMs }: TimeWindow): Answer {
  const answer = useSignal<Answer>({ changes: undefined, error: undefined });
  useEffect(() => {
    const gone = new AbortController();
    const query = { fromMs: Math.floor(fromMs), toMs: Math.ceil(toMs) };
    collector.hosts
      .changes({ params: { host }, query, signal: gone.signal })
      .then((changes) => (answer.value = { changes, error: undefined }))
      .catch((error: unknown) => {
        if (gone.signal.aborted || noticeSignedOut(error)) return;
        if (error instanceof ApiError) answer.value = { changes: undefined, error };
        else throw error;
      });
    return () => gone.abort();
  }, [host, fromMs, toMs, answer]);
  return answer.value;
}

interface Compared {
  readonly during: number;
  readonly before: number;
  readonly unit: Parameters<typeof formatQuantity>[1];
}

const thenAndBefore: readonly TableColumn<Compared>[] = [
  { id: 'during', title: 'Then', number: true, cell: ({ during, unit }) => formatQuantity(during, unit) },
  { id: 'before', title: 'Before', number: true, cell: ({ before, unit }) => formatQuantity(before, unit) },
];

/** Every series of the host by how far it lies off the time before, and the hosts that did the same. */
export function WhatChanged({ host, window }: ChangedProps) {
  const { changes, error } = useChanges(host, window);
  const waiting = error?.message ?? 'Loading';
  return (
    <>
      <Card title="What was unusual" note="against the time before, the furthest off first">
        <DataTable
          caption="What was unusual"
          columns={[
            { id: 'title', title: 'Measured', cell: ({ title }) => title },
            { id: 'series', title: 'Series', cell: ({ series, device }) => `${series} ${device}`.trim() },
            ...thenAndBefore,
            { id: 'score', title: 'Deviations', number: true, cell: ({ score }) => score.toFixed(1) },
          ]}
          rows={changes?.changes ?? []}
          keyOf={({ chart, series, device }) => `${chart} ${series} ${device}`}
          empty={changes ? 'Nothing lay off what it was before.' : waiting}
        />
      </Card>
      {changes !== undefined && <Elsewhere changes={changes} fromMs={window.fromMs} />}
    </>
  );
}

function Elsewhere({ changes, fromMs }: { changes: ChangesResponse; fromMs: number }) {
  const at = new Date(fromMs).toISOString();
  const rows = changes.elsewhere.flatMap(({ chart, series, hosts }) => {
    const { unit = 'count', title = wordsOf(chart) } =
      changes.changes.find((each) => each.chart === chart) ?? {};
    return hosts.map((each) => ({ ...each, chart, title, series, unit }));
  });
  return (
    <Card title="Other hosts that did the same">
      <DataTable
        caption="Other hosts"
        columns={[
          {
            id: 'host',
            title: 'Host',
            cell: ({ host }) => <a href={`${hostPath(host)}?at=${at}`}>{host}</a>,
          },
          { id: 'series', title: 'Series', cell: ({ title, series }) => `${title}: ${series}` },
          ...thenAndBefore,
        ]}
        rows={rows}
        keyOf={({ host, chart, series }) => `${host} ${chart} ${series}`}
        empty="No other host did the same."
      />
    </Card>
  );
}
