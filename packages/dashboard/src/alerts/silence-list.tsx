import { routes } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import { useResource } from '../resource/use-resource.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import { useMay } from '../session/abilities.ts';
import { Failure } from '../design/failure.tsx';
import { withToast } from '../design/toast.tsx';
import { formatInstant } from '../format/instant.ts';
import type { Silence } from '../api/types.ts';

const refreshMs = 15_000;

function subjectOf({ host, label, device, rule }: Silence): string {
  const parts = [rule ?? 'every rule', host ?? label ?? 'every host', device ?? ''];
  return parts.filter((part) => part !== '').join(' on ');
}

/** Silences that are not over. */
export function SilenceList({ onAdd }: { onAdd: () => void }) {
  const may = useMay();
  const { body, error, reload } = useResource(collector.silences.list, { everyMs: refreshMs });
  if (body === undefined && error !== undefined)
    return <Failure what="The silences could not be loaded" error={error} onRetry={reload} />;
  const end = (silence: Silence): void =>
    void withToast(() => collector.silences.end({ params: { id: silence.id } }), 'The silence is over').then(
      reload,
    );
  return (
    <Card
      title="Silences"
      actions={
        may(routes.silences.add) && (
          <button type="button" class="button accent small" onClick={onAdd}>
            New silence
          </button>
        )
      }
    >
      <DataTable
        caption="Silences"
        columns={[
          { id: 'what', title: 'What', cell: subjectOf },
          { id: 'reason', title: 'Reason', cell: ({ reason }) => reason },
          {
            id: 'until',
            title: 'Until',
            cell: ({ untilMs }) => (untilMs === null ? 'it is ended' : formatInstant(untilMs)),
          },
          { id: 'by', title: 'By', cell: ({ actor }) => actor },
          {
            id: 'end',
            title: '',
            number: true,
            tight: true,
            cell: (silence) =>
              may(routes.silences.end) && (
                <button type="button" class="button small" onClick={() => end(silence)}>
                  End
                </button>
              ),
          },
        ]}
        rows={body?.silences ?? []}
        keyOf={({ id }) => id}
        empty={body ? 'Nothing is silenced.' : 'Loading'}
      />
    </Card>
  );
}
