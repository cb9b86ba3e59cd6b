import { fleetMetrics, labelText, orderHostsBy, stateRank, type OrderKey } from '@hostwire/api/client';
import type { HostSummary } from '../api/types.ts';

export interface HostOrder {
  /** The id of a column. */
  column: string;
  descending: boolean;
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

export interface FleetColumn {
  id: string;
  title: string;
  key: OrderKey;
  /** The direction of the first press: what people look for is the largest load, but the first name. */
  descendingFirst: boolean;
  /** Numbers stand at the right. */
  number?: boolean;
  /** Not shown until it is chosen. */
  optional?: boolean;
}

const metricColumns = fleetMetrics.map(({ id, title, unit, value }): FleetColumn => ({
  id,
  title,
  key: value,
  descendingFirst: true,
  number: unit !== 'pct',
  optional: id === 'io',
}));
const text = (id: string, title: string, key: FleetColumn['key']): FleetColumn => ({
  id,
  title,
  key,
  descendingFirst: false,
  optional: true,
});

export const fleetColumns: readonly FleetColumn[] = [
  { id: 'state', title: 'State', key: (h) => stateRank[h.state], descendingFirst: false },
  { id: 'host', title: 'Host', key: (h) => h.displayName || h.host, descendingFirst: false },
  metricColumns[0]!,
  { id: 'trend', title: 'CPU, 15 min', key: (h) => mean(h.cpuSpark), descendingFirst: true },
  ...metricColumns.slice(1),
  { id: 'labels', title: 'Labels', key: (h) => labelText(h.labels) || null, descendingFirst: false },
  { ...text('cores', 'Cores', (h) => h.cpuCores || null), descendingFirst: true, number: true },
  { ...text('ram', 'RAM', (h) => h.memoryBytes || null), descendingFirst: true, number: true },
  text('os', 'System', (h) => h.os || null),
  text('kernel', 'Kernel', (h) => h.kernel || null),
  text('agent', 'Agent', (h) => h.agentVersion || null),
  { ...text('seen', 'Last sample', (h) => h.lastSeenMs), descendingFirst: true },
];

/** Columns that are always there: without them a row says nothing. */
export const fixedColumns: ReadonlySet<string> = new Set(['state', 'host']);

/** The columns named in `cpu,memory,…`, in the table's order; nothing named: those that are not optional. */
export function shownColumns(ids: string | undefined): FleetColumn[] {
  if (!ids) return fleetColumns.filter(({ optional }) => !optional);
  const wanted = new Set(ids.split(','));
  return fleetColumns.filter(({ id }) => fixedColumns.has(id) || wanted.has(id));
}

export const defaultOrder: HostOrder = { column: 'host', descending: false };

/** A new array; an unknown column leaves the order as it is. */
export function orderHosts(hosts: readonly HostSummary[], order: HostOrder): HostSummary[] {
  const column = fleetColumns.find(({ id }) => id === order.column);
  if (column === undefined) return [...hosts];
  return orderHostsBy(hosts, { key: column.key, descending: order.descending });
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
export function pressColumn(order: HostOrder, id: string): HostOrder {
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
