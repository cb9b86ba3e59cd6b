// How the fleet is looked at, all of it in the address: a view can be shared and survives a reload.
import { useCallback, useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useAt } from '../time/at.ts';
import { formatAt } from '../time/at.ts';
import { defaultOrder, formatOrder, parseOrder } from './host-order.ts';
import type { HostOrder } from './host-order.ts';

type FleetLayout = 'table' | 'map';

export interface FleetView {
  readonly words: string;
  readonly order: HostOrder;
  readonly layout: FleetLayout;
  /** The label by whose values hosts are grouped; '' = not grouped. */
  readonly group: string;
  /** What the map is coloured by. */
  readonly metric: string;
  /** Ids of columns, joined by commas; '' = the usual ones. */
  readonly columns: string;
}

function viewOf(query: Readonly<Record<string, string>>): FleetView {
  return {
    words: query['q'] ?? '',
    order: parseOrder(query['sort']),
    layout: query['view'] === 'map' ? 'map' : 'table',
    group: query['group'] ?? '',
    metric: query['metric'] ?? 'cpu',
    columns: query['columns'] ?? '',
  };
}

function viewAddress(view: FleetView, atMs: number | undefined): string {
  const address = new URLSearchParams();
  const set = (key: string, value: string, usual = ''): void => {
    if (value !== usual) address.set(key, value);
  };
  set('q', view.words.trim() === '' ? '' : view.words);
  set('sort', formatOrder(view.order), formatOrder(defaultOrder));
  set('view', view.layout, 'table');
  set('group', view.group);
  set('metric', view.metric, 'cpu');
  set('columns', view.columns);
  if (atMs !== undefined) address.set('at', formatAt(atMs));
  return address.size === 0 ? '/' : `/?${address}`;
}

/** The view, and how to change a part of it. */
export function useView(): { view: FleetView; show: (change: Partial<FleetView>) => void } {
  const { query, route } = useLocation();
  const { atMs } = useAt();
  const address = JSON.stringify(query);
  const view = useMemo(() => viewOf(JSON.parse(address) as Record<string, string>), [address]);
  const show = useCallback(
    (change: Partial<FleetView>) => route(viewAddress({ ...view, ...change }, atMs), true),
    [view, atMs, route],
  );
  return { view, show };
}
