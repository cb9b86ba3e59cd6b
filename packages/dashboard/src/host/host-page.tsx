import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { nowMs, serverNowMs } from '../clock/server-clock.ts';
import { Failure } from '../design/failure.tsx';
import type { ServerEvent } from '@hostwire/api/client';
import { useLiveStream } from '../live/use-live-stream.ts';
import { useKeys } from '../shell/keys.ts';
import { Page } from '../shell/page.tsx';
import { StreamBadge } from '../shell/stream-badge.tsx';
import { useAt } from '../time/at.ts';
import { RangePicker } from '../time/range-picker.tsx';
import { fixedRange, rangePresets, scaleWindow, shiftWindow } from '../time/time-range.ts';
import type { TimeRange, TimeWindow } from '../time/time-range.ts';
import { useAnnotations } from './annotations.ts';
import { ChartFeed } from './chart-feed.ts';
import { ChartGrid } from './chart-grid.tsx';
import { chartGroups, chartIds, isFolded, openingCharts } from './chart-groups.ts';
import { requestCharts } from './charts-request.ts';
import { CompareMenu } from './compare-menu.tsx';
import { useGhosts } from './compare.ts';
import { GapList } from './gap-list.tsx';
import { Headline } from './headline.tsx';
import { useHostAddress } from './host-address.ts';
import type { HostAddress } from './host-address.ts';
import { HostDetailFeed } from './host-detail.ts';
import { HostSummaryHead } from './host-summary.tsx';
import './host.css';
import { ProcessTable } from './process-table.tsx';
import { SectionNav } from './section-nav.tsx';
import { WhatHappened } from './what-happened.tsx';

/** Detail and charts of a host, kept up while the component exists. */
function useHost(host: string, range: TimeRange) {
  const detail = useMemo(() => new HostDetailFeed(host), [host]);
  const charts = useMemo(
    () =>
      new ChartFeed({
        fetchCharts: (request) => requestCharts(host, request.charts ?? chartIds, request),
        nowMs: serverNowMs,
        opening: openingCharts,
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
    <div class="notice" role="alert">
      <h1>No host is called “{host}”</h1>
      <p>It may have been deleted, or enrolled under another name.</p>
      <a class="button" href="/">
        All hosts
      </a>
    </div>
  );
}

interface ContentProps {
  host: string;
  address: HostAddress;
  detail: HostDetailFeed;
  charts: ChartFeed;
}

/** So much around a pressed instant is asked about. */
const aroundMs = 30_000;
/** The processes at the present are asked for again so often. */
const processesMs = 15_000;

function RangeBar({ host, address, charts, onAsk }: Omit<ContentProps, 'detail'> & { onAsk: () => void }) {
  const window = charts.window.value;
  const held = charts.set.value;
  const { range, lastLive, comparison, setRange, setComparison } = address;
  useKeys([
    {
      keys: '[',
      does: 'Earlier',
      run: () => setRange(shiftWindow(charts.window.peek(), -0.5, serverNowMs())),
    },
    { keys: ']', does: 'Later', run: () => setRange(shiftWindow(charts.window.peek(), 0.5, serverNowMs())) },
    {
      keys: '+',
      does: 'Zoom in',
      run: () => setRange(scaleWindow(charts.window.peek(), 0.5, serverNowMs())),
    },
    { keys: '-', does: 'Zoom out', run: () => setRange(scaleWindow(charts.window.peek(), 2, serverNowMs())) },
    { keys: 'l', does: 'Back to live', run: () => setRange(lastLive) },
    { keys: 'w', does: 'What happened in the range shown', run: onAsk },
    {
      keys: 'c',
      does: 'Compare with a day earlier, or not',
      run: () => setComparison(comparison ? undefined : '1d'),
    },
    ...rangePresets.slice(0, 9).map(({ name, spanMs }, i) => ({
      keys: String(i + 1),
      does: `The last ${name}`,
      run: () => setRange({ kind: 'live', spanMs }),
    })),
  ]);
  return (
    <div class="range-bar">
      <RangePicker {...{ range, window, lastLive }} nowMs={serverNowMs} onRange={setRange} />
      <CompareMenu host={host} comparison={comparison} onCompare={setComparison} />
      <button type="button" class="button" onClick={onAsk}>
        What happened here
      </button>
      <div class="range-status">
        {charts.loading.value && held !== undefined && (
          <span class="quiet" role="status">
            Loading
          </span>
        )}
        {held && <GapList gaps={held.gaps} window={window} />}
      </div>
    </div>
  );
}

/** What is said of charts that could not be asked for. */
function ChartFailure({ charts, onRetry }: Pick<ContentProps, 'charts'> & { onRetry: () => void }) {
  const failed = charts.error.value;
  if (failed === undefined) return null;
  if (charts.set.value === undefined)
    return <Failure what="The charts could not be loaded" error={failed} onRetry={onRetry} />;
  return (
    <p class="problem" role="alert">
      The charts could not be updated: {failed.message}
    </p>
  );
}

function HostContent(props: ContentProps) {
  const { host, address, detail, charts } = props;
  const { atMs } = useAt();
  const asked = useSignal<TimeWindow | undefined>(undefined);
  const known = detail.detail.value;
  const failed = charts.error.value;
  const held = charts.set.value;
  const ghosts = useGhosts(address.comparison, charts.window.value);
  const annotations = useAnnotations({ detail: known, atMs, hasCharts: held !== undefined });
  const sections = [
    ...chartGroups(held?.charts ?? []).map((group) => ({ ...group, isFolded: isFolded(group) })),
    { id: 'processes', title: 'Processes', isFolded: held === undefined && failed !== undefined },
  ];
  const instantMs =
    atMs ??
    (address.range.kind === 'fixed'
      ? address.range.toMs
      : Math.floor(charts.window.value.toMs / processesMs) * processesMs);
  return (
    <>
      <HostSummaryHead name={host} host={known} />
      {atMs === undefined && <Headline host={known} hasCharts={held !== undefined} />}
      <RangeBar {...props} onAsk={() => (asked.value = charts.window.peek())} />
      <ChartFailure charts={charts} onRetry={() => charts.show(address.range)} />
      <div class="host-body">
        <SectionNav sections={sections} />
        <div class="host-charts">
          <ChartGrid
            host={host}
            feed={charts}
            ghosts={ghosts}
            annotations={annotations}
            onSelect={(window, isShifted) =>
              isShifted ? (asked.value = window) : address.setRange(fixedRange(window.fromMs, window.toMs))
            }
            onPress={(ms) => (asked.value = { fromMs: ms - aroundMs, toMs: ms + aroundMs })}
          />
          {held && (
            <div id="section-processes" class="chart-group">
              <ProcessTable host={host} atMs={instantMs} />
            </div>
          )}
        </div>
      </div>
      {asked.value && (
        <WhatHappened
          host={host}
          window={asked.value}
          gaps={held?.gaps ?? []}
          onClose={() => (asked.value = undefined)}
        />
      )}
    </>
  );
}

export function HostPage() {
  const host = useRoute().params['host'] ?? '';
  const address = useHostAddress(host);
  const { atMs } = useAt();
  const { detail, charts } = useHost(host, address.range);
  const updatedMs = useSignal<number | undefined>(undefined);
  const onEvent = ({ event }: ServerEvent): void => {
    if (event !== 'samples') return;
    updatedMs.value = Date.now();
    charts.refresh();
  };
  const unknown = detail.error.value?.status === 404;
  const watched = unknown || atMs !== undefined ? undefined : `/api/v1/live?host=${encodeURIComponent(host)}`;
  const stream = useLiveStream(watched, onEvent);
  const state = detail.detail.value?.state;
  const away = state === undefined || state === 'live' ? undefined : state;
  return (
    <Page
      title={host}
      travels={!unknown}
      badge={
        unknown ? undefined : (
          <StreamBadge state={stream.value} updatedMs={updatedMs.value} atMs={atMs} hostState={away} />
        )
      }
      stale={stream.value.phase === 'reconnecting'}
    >
      {unknown ? <UnknownHost host={host} /> : <HostContent {...{ host, address, detail, charts }} />}
    </Page>
  );
}
