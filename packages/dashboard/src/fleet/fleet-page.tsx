import type { FleetEvent } from '../api/types.ts';
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useLiveStream } from '../live/use-live-stream.ts';
import { StreamBadge } from '../live/stream-badge.tsx';
import { Failure } from '../page/failure.tsx';
import { usePageTitle } from '../page/page-title.ts';
import { TopBar } from '../page/top-bar.tsx';
import { AlertPanel } from './alert-panel.tsx';
import { EmptyFleet } from './empty-fleet.tsx';
import { firingAlerts } from './firing-alerts.ts';
import { FleetFeed } from './fleet-feed.ts';
import { FleetTotals } from './fleet-totals.tsx';
import { filterHosts, toggleWord } from './host-filter.ts';
import { defaultOrder, formatOrder, keepOrder, orderHosts, parseOrder } from './host-order.ts';
import type { HostOrder } from './host-order.ts';
import { HostTable } from './host-table.tsx';

/** Search and order live in the address: a filtered view can be shared and survives a reload. */
function useView() {
  const { query, route } = useLocation();
  const words = query['q'] ?? '';
  const order = useMemo(() => parseOrder(query['sort']), [query['sort']]);
  const show = (next: { words: string; order: HostOrder }): void => {
    const address = new URLSearchParams();
    if (next.words.trim() !== '') address.set('q', next.words);
    if (formatOrder(next.order) !== formatOrder(defaultOrder)) address.set('sort', formatOrder(next.order));
    route(address.size === 0 ? '/' : `/?${address}`, true);
  };
  return { words, order, show };
}

function SearchBox({ words, onWords }: { words: string; onWords: (words: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      const typing =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, dialog') !== null;
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, []);
  return (
    <input
      ref={input}
      type="search"
      class="search"
      aria-label="Search hosts by text or label (key=value)"
      aria-keyshortcuts="/"
      placeholder="Search: text, env=prod, state=silent"
      spellcheck={false}
      autocomplete="off"
      value={words}
      onInput={(event) => onWords(event.currentTarget.value)}
    />
  );
}

/** The hosts to show. While someone points at the rows, new values come but no row changes its place. */
function useShownHosts(hosts: FleetEvent['hosts'], words: string, order: HostOrder) {
  const pointed = useRef(false);
  const held = useRef<{ view: string; agentIds: string[] } | undefined>(undefined);
  const shown = useMemo(() => {
    const view = `${formatOrder(order)} ${words}`;
    const matching = filterHosts(hosts, words);
    if (pointed.current && held.current?.view === view) return keepOrder(matching, held.current.agentIds);
    const ordered = orderHosts(matching, order);
    held.current = { view, agentIds: ordered.map(({ agentId }) => agentId) };
    return ordered;
  }, [hosts, words, order]);
  const onPointed = (now: boolean): void => {
    pointed.current = now;
  };
  return { shown, onPointed };
}

function FleetContent({ fleet }: { fleet: FleetEvent }) {
  const { words, order, show } = useView();
  const { shown, onPointed } = useShownHosts(fleet.hosts, words, order);
  const onWord = (word: string): void => show({ words: toggleWord(words, word), order });
  const firing = useMemo(() => firingAlerts(fleet.alerts).length, [fleet.alerts]);
  return (
    <>
      <h1 class="visually-hidden">Fleet</h1>
      <div class="fleet-controls">
        <FleetTotals hosts={fleet.hosts} firing={firing} query={words} onWord={onWord} />
        <SearchBox words={words} onWords={(next) => show({ words: next, order })} />
      </div>
      <AlertPanel alerts={fleet.alerts} />
      <HostTable
        hosts={shown}
        order={order}
        query={words}
        onOrder={(next) => show({ words, order: next })}
        onWord={onWord}
        onPointed={onPointed}
      />
      {shown.length === 0 && (
        <div class="notice" role="status">
          <h2>No host matches “{words}”</h2>
          <button type="button" class="button" onClick={() => show({ words: '', order })}>
            Show all hosts
          </button>
        </div>
      )}
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

export function FleetPage() {
  usePageTitle('');
  const feed = useMemo(() => new FleetFeed(), []);
  const attempt = useSignal(0);
  const stream = useLiveStream('/api/v1/live?fleet=1', (event) => feed.receive(event));
  const stale = useComputed(() => stream.value.phase === 'reconnecting');
  useEffect(() => {
    const gone = new AbortController();
    void feed.load(gone.signal);
    return () => gone.abort();
  }, [feed, attempt.value]);
  const fleet = feed.fleet.value;
  const error = feed.error.value;
  return (
    <>
      <TopBar>
        <StreamBadge state={stream.value} updatedMs={feed.updatedMs.value} />
      </TopBar>
      <main id="content" tabIndex={-1} class={stale.value ? 'stale' : ''}>
        {fleet !== undefined && (fleet.hosts.length === 0 ? <EmptyFleet /> : <FleetContent fleet={fleet} />)}
        {fleet === undefined && error === undefined && <FleetSkeleton />}
        {fleet === undefined && error !== undefined && (
          <Failure what="The fleet could not be loaded" error={error} onRetry={() => (attempt.value += 1)} />
        )}
      </main>
    </>
  );
}
