import { formatQuantity } from '../format/quantity.ts';
import type { HostGroup } from './groups.ts';
import { countStates, fleetMetrics, totalOf } from '@hostwire/api/client';
import type { FleetColumn } from './host-order.ts';

const totalNames = { mean: 'mean', sum: 'sum', max: 'largest' } as const;

function GroupCell({ column, group }: { column: FleetColumn; group: HostGroup }) {
  const metric = fleetMetrics.find(({ id }) => id === column.id);
  if (metric === undefined) return null;
  return (
    <span title={`The ${totalNames[metric.total]} of the group`}>
      {formatQuantity(totalOf(metric, group.hosts), metric.unit)}
    </span>
  );
}

interface GroupRowProps {
  group: HostGroup;
  columns: readonly FleetColumn[];
  position: number;
}

/** The heading of a group of hosts, with what they come to together. */
export function GroupRow({ group, columns, position }: GroupRowProps) {
  const { silent, late } = countStates(group.hosts);
  const away = silent + late;
  return (
    <tr aria-rowindex={position} class="group-row">
      <td class="col-select" />
      {columns.map((column) =>
        column.id === 'host' ? (
          <th key="host" scope="rowgroup" class="col-host">
            <span class="group-name" title={`${away} of ${group.hosts.length} hosts are not live`}>
              <span>{group.value || 'without this label'}</span>
              <span class="quiet">{group.hosts.length}</span>
              {away > 0 && <span class="badge bad">{away} not live</span>}
            </span>
          </th>
        ) : (
          <td key={column.id} class={`col-${column.id} ${column.number ? 'number' : 'group-share'}`}>
            <GroupCell column={column} group={group} />
          </td>
        ),
      )}
    </tr>
  );
}
