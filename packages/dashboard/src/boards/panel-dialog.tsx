import { useSignal } from '@preact/signals';
import { routes } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import { useResource } from '../resource/use-resource.ts';
import { Dialog } from '../design/dialog.tsx';
import { chartIds } from '../host/chart-groups.ts';
import { exampleQueries } from '../sql/examples.ts';
import { useMay } from '../session/abilities.ts';
import { savedQueries } from '../sql/shelf.ts';
import type { PanelSpec } from './board.ts';

interface PanelDialogProps {
  onAdd: (panel: PanelSpec) => void;
  onClose: () => void;
}

const refreshMs = 60_000;

function ChartForm({ onAdd }: Pick<PanelDialogProps, 'onAdd'>) {
  const hosts = useResource(collector.hosts.list, { everyMs: refreshMs }).body?.hosts ?? [];
  const host = useSignal('');
  const chart = useSignal(chartIds[0]!);
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({
          kind: 'chart',
          host: host.value || (hosts[0]?.host ?? ''),
          chart: chart.value,
          isWide: false,
        });
      }}
    >
      <label class="field">
        <span>Host</span>
        <select
          class="input"
          value={host.value}
          onChange={(event) => (host.value = event.currentTarget.value)}
        >
          {hosts.map((each) => (
            <option key={each.host} value={each.host}>
              {each.displayName || each.host}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>Chart</span>
        <select
          class="input"
          value={chart.value}
          onChange={(event) => (chart.value = chartIds[event.currentTarget.selectedIndex]!)}
        >
          {chartIds.map((id) => (
            <option key={id} value={id}>
              {id.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="button accent">
        Add the chart
      </button>
    </form>
  );
}

function QueryForm({ onAdd }: Pick<PanelDialogProps, 'onAdd'>) {
  const known = [...savedQueries.value, ...exampleQueries];
  const name = useSignal(known[0]?.name ?? '');
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        const query = known.find((each) => each.name === name.value);
        if (query) onAdd({ kind: 'query', title: query.name, sql: query.sql, isWide: true });
      }}
    >
      <label class="field grow">
        <span>Query: saved ones first, then those that ship</span>
        <select
          class="input"
          value={name.value}
          onChange={(event) => (name.value = event.currentTarget.value)}
        >
          {known.map((each) => (
            <option key={each.name}>{each.name}</option>
          ))}
        </select>
      </label>
      <button type="submit" class="button accent">
        Add the query
      </button>
    </form>
  );
}

/** Adds a chart of a host or a query to a board. */
export function PanelDialog({ onAdd, onClose }: PanelDialogProps) {
  return (
    <Dialog title="Add a panel" onClose={onClose}>
      <ChartForm onAdd={onAdd} />
      {useMay()(routes.sql.run) && <QueryForm onAdd={onAdd} />}
    </Dialog>
  );
}
