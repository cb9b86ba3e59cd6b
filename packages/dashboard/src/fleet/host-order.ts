import type { HostState, HostSummary } from '../api/types.ts';

export type ColumnId =
  'state' | 'host' | 'cpu' | 'memory' | 'disk' | 'receive' | 'transmit' | 'load' | 'trend' | 'labels';

export interface HostOrder {
  column: ColumnId;
  descending: boolean;
}

/** What needs attention comes first. */
const stateRank: Record<HostState, number> = { silent: 0, late: 1, waiting: 2, live: 3, revoked: 4 };

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

export function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(' ');
}

export interface FleetColumn {
  id: ColumnId;
  title: string;
  /** More than the title says, where it says too little. */
  meaning?: string;
  /** What rows are ordered by; null sorts last in both directions. */
  key: (host: HostSummary) => number | string | null;
  /** The direction of the first press: what people look for is the largest load, but the first name. */
  descendingFirst: boolean;
}

export const fleetColumns: readonly FleetColumn[] = [
  { id: 'state', title: 'State', key: (h) => stateRank[h.state], descendingFirst: false },
  { id: 'host', title: 'Host', key: (h) => h.displayName || h.host, descendingFirst: false },
  { id: 'cpu', title: 'CPU', key: (h) => h.cpuBusyPct, descendingFirst: true },
  { id: 'trend', title: 'CPU, 15 min', key: (h) => mean(h.cpuSpark), descendingFirst: true },
  { id: 'memory', title: 'Memory', key: (h) => h.memoryUsedPct, descendingFirst: true },
  {
    id: 'disk',
    title: 'Disk',
    key: (h) => h.worstFilesystem?.usedPct ?? null,
    descendingFirst: true,
  },
  { id: 'receive', title: 'Net in', key: (h) => h.receiveBytesPerS, descendingFirst: true },
  { id: 'transmit', title: 'Net out', key: (h) => h.transmitBytesPerS, descendingFirst: true },
  { id: 'load', title: 'Load', key: (h) => h.load1, descendingFirst: true },
  { id: 'labels', title: 'Labels', key: (h) => labelText(h.labels) || null, descendingFirst: false },
];

export const defaultOrder: HostOrder = { column: 'host', descending: false };

/** Numbers inside names count as numbers: web-2 before web-10. */
const byText = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : byText.compare(String(a), String(b));
}

/** A new array. Equal keys are ordered by name, so that rows do not change places without a reason. */
export function orderHosts(hosts: readonly HostSummary[], order: HostOrder): HostSummary[] {
  const column = fleetColumns.find(({ id }) => id === order.column);
  if (column === undefined) return [...hosts];
  const sign = order.descending ? -1 : 1;
  const keyed = hosts.map((host) => ({ host, key: column.key(host) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) {
      if (a.key !== b.key) return a.key === null ? 1 : -1;
    } else {
      const difference = compare(a.key, b.key);
      if (difference !== 0) return sign * difference;
    }
    return byText.compare(a.host.host, b.host.host);
  });
  return keyed.map(({ host }) => host);
}

/**
 * The same hosts in the order they had, newcomers last: rows must not move away under the pointer that is about to
 * press one.
 */
export function keepOrder(hosts: readonly HostSummary[], agentIds: readonly string[]): HostSummary[] {
  const places = new Map(agentIds.map((id, place) => [id, place]));
  const placeOf = ({ agentId }: HostSummary): number => places.get(agentId) ?? agentIds.length;
  return [...hosts].sort((a, b) => placeOf(a) - placeOf(b));
}

/** What pressing a column's heading does: its own first direction, then the other one. */
export function pressColumn(order: HostOrder, id: ColumnId): HostOrder {
  if (order.column === id) return { column: id, descending: !order.descending };
  return {
    column: id,
    descending: fleetColumns.find((column) => column.id === id)?.descendingFirst ?? false,
  };
}

/** `cpu:desc`, as the address carries it. */
export function parseOrder(text: string | undefined): HostOrder {
  const [id, direction] = (text ?? '').split(':');
  const column = fleetColumns.find((candidate) => candidate.id === id);
  return column ? { column: column.id, descending: direction === 'desc' } : defaultOrder;
}

export function formatOrder(order: HostOrder): string {
  return `${order.column}:${order.descending ? 'desc' : 'asc'}`;
}
