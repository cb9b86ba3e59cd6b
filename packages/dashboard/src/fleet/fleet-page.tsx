import type { FleetEvent, HostSummary } from '../api/types.ts';
import { useComputed, useSignal } from '@preact/signals';
import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks';
import { Failure } from '../design/failure.tsx';
import { useLiveStream } from '../live/use-live-stream.ts';
import { firingCount } from '../shell/firing-count.ts';
import { Page } from '../shell/page.tsx';
import { StreamBadge } from '../shell/stream-badge.tsx';
import { formatAt, useAt } from '../time/at.ts';
import { AlertPanel } from './alert-panel.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { EmptyFleet } from './empty-fleet.tsx';
import { firingAlerts } from './firing-alerts.ts';
import './fleet.css';
import { FleetControls } from './fleet-controls.tsx';
import { FleetFeed } from './fleet-feed.ts';
import { groupHosts } from './groups.ts';
import { HeatMap } from './heat-map.tsx';
import { filterHosts, toggleWord, metricOf } from '@hostwire/api/client';
import { formatOrder, keepOrder, orderHosts, shownColumns } from './host-order.ts';
import { HostTable } from './host-table.tsx';
import type { Selection } from './host-table.tsx';
import { useFleetAt } from './use-fleet-at.ts';
import { useView } from './view.ts';
import type { FleetView } from './view.ts';

/** The hosts to show. While someone points at the rows, new values come but no row changes its place. */
function useShownHosts(hosts: readonly HostSummary[], { words, order, layout }: FleetView) {
  const pointed = useRef(false);
  const kept = useRef<{ view: string; agentIds: string[] } | undefined>(undefined);
  const shown = useMemo(() => {
    const view = `${formatOrder(order)} ${words} ${layout}`;
    const matching = filterHosts(hosts, words);
    if (pointed.current && kept.current?.view === view) return keepOrder(matching, kept.current.agentIds);
    const ordered = orderHosts(matching, order);
    kept.current = { view, agentIds: ordered.map(({ agentId }) => agentId) };
    return ordered;
  }, [hosts, words, order, layout]);
  const onPointed = (now: boolean): void => {
    pointed.current = now;
  };
  return { shown, onPointed };
}

function useSelection(): Selection & { clear: () => void } {
  const selected = useSignal<ReadonlySet<string>>(new Set());
  const select = useCallback(
    (hosts: readonly string[], chosen: boolean): void => {
      const next = new Set(selected.peek());
      for (const host of hosts)
        if (chosen) next.add(host);
        else next.delete(host);
      selected.value = next;
    },
    [selected],
  );
  return { selected: selected.value, select, clear: () => (selected.value = new Set()) };
}

function NoMatch({ words, onClear }: { words: string; onClear: () => void }) {
  return (
    <div class="notice" role="status">
      <h2>No host matches “{words}”</h2>
      <p class="quiet">
        Words must all match. <code>env=prod</code> asks for a label, <code>state=silent</code> for a state,{' '}
        <code>cpu&gt;80</code> for a value; <code>cpu</code>, <code>memory</code>, <code>disk</code>,{' '}
        <code>io</code>, <code>load</code>, <code>receive</code> and <code>transmit</code> can be compared.
      </p>
      <button type="button" class="button" onClick={onClear}>
        Show all hosts
      </button>
    </div>
  );
}

function FleetContent({ fleet, atMs }: { fleet: FleetEvent; atMs: number | undefined }) {
  const { view, show } = useView();
  const { shown, onPointed } = useShownHosts(fleet.hosts, view);
  const { selected, select, clear } = useSelection();
  const isGrouped = view.group !== '';
  const groups = useMemo(
    () => (isGrouped ? groupHosts(shown, view.group) : [{ value: '', hosts: shown }]),
    [shown, isGrouped, view.group],
  );
  const linkQuery = atMs === undefined ? '' : `?at=${formatAt(atMs)}`;
  const columns = useMemo(() => shownColumns(view.columns), [view.columns]);
  // The same one for as long as nothing in it changes: rows are drawn anew when it is another one.
  const context = useMemo(
    () => ({
      query: view.words,
      onWord: (word: string) => show({ words: toggleWord(view.words, word) }),
      atMs,
      linkQuery,
    }),
    [view.words, show, atMs, linkQuery],
  );
  return (
    <>
      <h1 class="visually-hidden">Fleet</h1>
      <FleetControls hosts={fleet.hosts} view={view} show={show} />
      <AlertPanel alerts={fleet.alerts} />
      {view.layout === 'map' ? (
        <HeatMap groups={groups} isGrouped={isGrouped} metric={metricOf(view.metric)} linkQuery={linkQuery} />
      ) : (
        <HostTable
          groups={groups}
          isGrouped={isGrouped}
          columns={columns}
          order={view.order}
          selection={{ selected, select }}
          context={context}
          onOrder={(order) => show({ order })}
          onPointed={onPointed}
        />
      )}
      {shown.length === 0 && <NoMatch words={view.words} onClear={() => show({ words: '' })} />}
      <BulkBar hosts={[...selected]} onDone={clear} />
    </>
  );
}

function FleetSkeleton() {
  return (
    <div class="skeleton" role="status" aria-label="Loading the fleet">
      {Array.from({ length: 12 }, (_, i) => (
        <span key={i} />
      ))}
    </div>
  );
}

function Fleet({ fleet, atMs }: { fleet: FleetEvent; atMs: number | undefined }) {
  return fleet.hosts.length === 0 && atMs === undefined ? (
    <EmptyFleet />
  ) : (
    <FleetContent fleet={fleet} atMs={atMs} />
  );
}

export function FleetPage() {
  const feed = useMemo(() => new FleetFeed(), []);
  const { atMs } = useAt();
  const attempt = useSignal(0);
  const stream = useLiveStream(atMs === undefined ? { fleet: '1' } : undefined, (event) =>
    feed.receive(event),
  );
  const stale = useComputed(() => stream.value.phase === 'reconnecting');
  useEffect(() => {
    const gone = new AbortController();
    void feed.load(gone.signal);
    return () => gone.abort();
  }, [feed, attempt.value]);
  const present = feed.fleet.value;
  const past = useFleetAt(atMs);
  const fleet = atMs === undefined ? present : past.fleet;
  const error = atMs === undefined ? feed.error.value : past.error;
  useEffect(() => {
    if (present !== undefined) firingCount.value = firingAlerts(present.alerts).length;
  }, [present]);
  return (
    <Page
      title=""
      travels
      badge={<StreamBadge state={stream.value} updatedMs={feed.updatedMs.value} atMs={atMs} />}
      stale={stale.value}
    >
      {fleet !== undefined && <Fleet fleet={fleet} atMs={atMs} />}
      {fleet === undefined && error === undefined && <FleetSkeleton />}
      {fleet === undefined && error !== undefined && (
        <Failure what="The fleet could not be loaded" error={error} onRetry={() => (attempt.value += 1)} />
      )}
    </Page>
  );
}
