import type { HostProcess, HostSummary, HostUnit } from '@hostwire/api';
import { filterHosts, orderHostsBy } from '@hostwire/api/client';
import { fleetColumns } from './fleet-columns.ts';
import type { TopState } from './state.ts';

/** The hosts of the fleet page, in its order. */
export function shownHosts({ fleet, filter, order }: TopState): HostSummary[] {
  const column = fleetColumns.find(({ id }) => id === order.column);
  const hosts = filterHosts(fleet?.hosts ?? [], filter);
  return column === undefined
    ? hosts
    : orderHostsBy(hosts, { key: column.key, descending: order.descending });
}

/** The place of the chosen host among those shown; 0 when it is not among them. */
export function chosenIndex(hosts: readonly HostSummary[], { chosen }: TopState): number {
  return Math.max(
    0,
    hosts.findIndex(({ host }) => host === chosen),
  );
}

/** One row of the lower half of the host page. */
type Program = Pick<HostProcess, 'cpuPct' | 'memoryBytes' | 'readBytesPerS' | 'writeBytesPerS'>;

const amounts: Readonly<Record<TopState['programOrder'], (program: Program) => number>> = {
  cpu: ({ cpuPct }) => cpuPct ?? -1,
  memory: ({ memoryBytes }) => memoryBytes ?? -1,
  io: ({ readBytesPerS, writeBytesPerS }) => (readBytesPerS ?? 0) + (writeBytesPerS ?? 0),
};

function ordered<Row extends Program>(rows: readonly Row[], order: TopState['programOrder']): Row[] {
  const amount = amounts[order];
  return rows.toSorted((a, b) => amount(b) - amount(a));
}

export function shownProcesses({ hostData, programOrder }: TopState): HostProcess[] {
  return ordered(hostData?.programs?.processes ?? [], programOrder);
}

export function shownUnits({ hostData, programOrder }: TopState): HostUnit[] {
  return ordered(hostData?.programs?.units ?? [], programOrder);
}
