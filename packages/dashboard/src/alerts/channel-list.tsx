import { routes } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import { useResource } from '../resource/use-resource.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import { useMay } from '../session/abilities.ts';
import { Failure } from '../design/failure.tsx';
import { withToast } from '../design/toast.tsx';

const refreshMs = 60_000;

function test(name: string): void {
  void withToast(
    () => collector.alerts.testChannel({ params: { name } }),
    `A test message was sent through ${name}`,
  );
}

/** Where alerts are told. */
export function ChannelList() {
  const mayTest = useMay()(routes.alerts.testChannel);
  const { body, error, reload } = useResource(collector.alertRules.list, { everyMs: refreshMs });
  if (body === undefined && error !== undefined)
    return <Failure what="The channels could not be loaded" error={error} onRetry={reload} />;
  return (
    <Card title="Channels" note="set in the collector's configuration">
      <DataTable
        caption="Channels"
        columns={[
          { id: 'name', title: 'Channel', cell: ({ name }) => name },
          { id: 'type', title: 'Kind', cell: ({ type }) => type },
          {
            id: 'test',
            title: '',
            number: true,
            tight: true,
            cell: ({ name }) =>
              mayTest && (
                <button type="button" class="button small" onClick={() => test(name)}>
                  Send a test message
                </button>
              ),
          },
        ]}
        rows={body?.channels ?? []}
        keyOf={({ name }) => name}
        empty={
          body
            ? 'Nobody is told yet: add a channel to the configuration (alerts.channels), for example a webhook.'
            : 'Loading'
        }
      />
    </Card>
  );
}
