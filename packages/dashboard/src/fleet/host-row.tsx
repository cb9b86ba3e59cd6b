import type { HostSummary } from '../api/types.ts';
import { memo } from '../design/memo.ts';
import { HostName, hostCell } from './host-cell.tsx';
import type { CellContext } from './host-cell.tsx';
import type { FleetColumn } from './host-order.ts';
import { isAged } from './last-known.ts';

interface HostRowProps {
  host: HostSummary;
  columns: readonly FleetColumn[];
  /** Its place in the whole table, heading included, from 1. */
  position: number;
  selected: boolean;
  onSelect: (hosts: readonly string[], selected: boolean) => void;
  context: CellContext;
}

/** Columns that stay as they are however old the values are. */
const ageless = new Set(['state', 'host', 'labels', 'seen']);

/** A row; of ten thousand hosts few change in a second, and scrolling changes none. */
export const HostRow = memo(function HostRow({
  host,
  columns,
  position,
  selected,
  onSelect,
  context,
}: HostRowProps) {
  const aged = isAged(host);
  return (
    <tr aria-rowindex={position} class={`host-row ${host.state}`}>
      <td class="col-select">
        <input
          type="checkbox"
          aria-label={`Select ${host.host}`}
          checked={selected}
          onChange={(event) => onSelect([host.host], event.currentTarget.checked)}
        />
      </td>
      {columns.map((column) =>
        column.id === 'host' ? (
          <th key="host" scope="row" class="col-host">
            <HostName host={host} context={context} />
          </th>
        ) : (
          <td
            key={column.id}
            class={`col-${column.id} ${column.number ? 'number' : ''} ${aged && !ageless.has(column.id) ? 'aged' : ''}`}
          >
            {hostCell(column.id, host, context)}
          </td>
        ),
      )}
    </tr>
  );
});
