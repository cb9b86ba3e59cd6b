import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { nowMs, serverNowMs } from '../clock/server-clock.ts';
import type { ServerEvent } from '../live/event-stream-parser.ts';
import { StreamBadge } from '../live/stream-badge.tsx';
import { useLiveStream } from '../live/use-live-stream.ts';
import { Failure } from '../page/failure.tsx';
import { usePageTitle } from '../page/page-title.ts';
import { TopBar } from '../page/top-bar.tsx';
import { RangePicker } from '../range/range-picker.tsx';
import { defaultRange, fixedRange, parseRange, rangeQuery } from '../range/time-range.ts';
import type { TimeRange } from '../range/time-range.ts';
import '../styles/host.css';
import { ChartFeed } from './chart-feed.ts';
import { ChartGrid } from './chart-grid.tsx';
import { chartIds } from './chart-groups.ts';
import { requestCharts } from './charts-request.ts';
import { GapList } from './gap-list.tsx';
import { HostDetailFeed } from './host-detail.ts';
import { hostPath } from './host-path.ts';
import { HostSummaryHead } from './host-summary.tsx';

/** The range in the address, and how to change it: each change is a step back for the Back button. */
function useRange(host: string) {
  const { query, route } = useLocation();
  const range = useMemo(() => parseRange(query), [query['range'], query['from'], query['to']]);
  const lastLive = useRef<TimeRange>(defaultRange);
  if (range.kind === 'live') lastLive.current = range;
  const setRange = (next: TimeRange): void => route(`${hostPath(host)}${rangeQuery(next)}`);
  return { range, lastLive: lastLive.current, setRange };
}

/** Detail and charts of a host, kept up while the component exists. */
function useHost(host: string, range: TimeRange) {
  const detail = useMemo(() => new HostDetailFeed(host), [host]);
  const charts = useMemo(
    () =>
      new ChartFeed({
        fetchCharts: (request) => requestCharts(host, request.charts ?? chartIds, request),
        nowMs: serverNowMs,
      }),
    [host],
  );
  useEffect(() => {
    detail.start();
    return () => detail.stop();
  }, [detail]);
  useEffect(() => charts.show(range), [charts, range]);
  useEffect(() => () => charts.stop(), [charts]);
  useSignalEffect(() => {
    if (nowMs.value > 0) charts.tick();
  });
  return { detail, charts };
}

function UnknownHost({ host }: { host: string }) {
  return (
    <div class="notice">
      <h1>No host is called “{host}”</h1>
      <p>It may have been renamed, or enrolled under another name.</p>
      <a class="button" href="/">
        All hosts
      </a>
    </div>
  );
}

interface HostContentProps {
  host: string;
  range: TimeRange;
  lastLive: TimeRange;
  setRange: (range: TimeRange) => void;
  detail: HostDetailFeed;
  charts: ChartFeed;
}

function HostContent({ host, range, lastLive, setRange, detail, charts }: HostContentProps) {
  const known = detail.detail.value;
  const failed = charts.error.value;
  const held = charts.set.value;
  return (
    <>
      {known ? <HostSummaryHead host={known} /> : <h1>{host}</h1>}
      <div class="range-bar">
        <RangePicker
          range={range}
          window={charts.window.value}
          lastLive={lastLive}
          nowMs={serverNowMs}
          onRange={setRange}
        />
        {charts.loading.value && held !== undefined && (
          <span class="quiet" role="status">
            Loading
          </span>
        )}
        {held && <GapList gaps={held.gaps} window={charts.window.value} />}
      </div>
      {failed && held && (
        <p class="problem" role="alert">
          The charts could not be updated: {failed.message}
        </p>
      )}
      {failed && !held && (
        <Failure what="The charts could not be loaded" error={failed} onRetry={() => charts.show(range)} />
      )}
      <ChartGrid
        host={host}
        feed={charts}
        onSelect={({ fromMs, toMs }) => setRange(fixedRange(fromMs, toMs))}
      />
    </>
  );
}

export function HostPage() {
  const host = useRoute().params['host'] ?? '';
  usePageTitle(host);
  const { range, lastLive, setRange } = useRange(host);
  const { detail, charts } = useHost(host, range);
  const updatedMs = useSignal<number | undefined>(undefined);
  const onEvent = ({ event }: ServerEvent): void => {
    if (event !== 'committed') return;
    updatedMs.value = Date.now();
    charts.refresh();
  };
  const stream = useLiveStream(`/api/v1/live?host=${encodeURIComponent(host)}`, onEvent);
  const unknown = detail.error.value?.status === 404;
  return (
    <>
      <TopBar>
        <StreamBadge state={stream.value} updatedMs={updatedMs.value} />
      </TopBar>
      <main id="content" tabIndex={-1} class={stream.value.phase === 'reconnecting' ? 'stale' : ''}>
        <nav class="trail" aria-label="Trail">
          <a href="/">All hosts</a>
        </nav>
        {unknown ? (
          <UnknownHost host={host} />
        ) : (
          <HostContent {...{ host, range, lastLive, setRange, detail, charts }} />
        )}
      </main>
    </>
  );
}
