import { useSignal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { onSecond, serverNowMs } from '../clock/server-clock.ts';
import type { Annotation } from '../charts/annotation.ts';
import { Failure } from '../design/failure.tsx';
import type { ServerEvent } from '@hostwire/api/client';
import type { StreamState } from '../live/live-stream.ts';
import { useLiveStream } from '../live/use-live-stream.ts';
import { Page } from '../shell/page.tsx';
import { StreamBadge } from '../shell/stream-badge.tsx';
import { useAt } from '../time/at.ts';
import { fixedRange } from '../time/time-range.ts';
import type { TimeRange, TimeWindow } from '../time/time-range.ts';
import { ChartFeed } from './chart-feed.ts';
import { ChartGrid } from './chart-grid.tsx';
import { chartGroups, chartIds, isFolded, openingCharts } from './chart-groups.ts';
import { requestCharts } from './charts-request.ts';
import { useGhosts } from './compare.ts';
import { Headline } from './headline.tsx';
import { useHostAddress } from './host-address.ts';
import type { HostAddress } from './host-address.ts';
import { HostDetailFeed } from './host-detail.ts';
import { HostSummaryHead } from './host-summary.tsx';
import './host.css';
import { useMarks } from './marks.ts';
import { ProcessTable } from './process-table.tsx';
import { RangeBar } from './range-bar.tsx';
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
  useEffect(() => onSecond(() => charts.tick()), [charts]);
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

const floorTo = (ms: number, stepMs: number): number => Math.floor(ms / stepMs) * stepMs;

/** What is said of charts that could not be asked for. */
function ChartFailure({ charts, onRetry }: Pick<ContentProps, 'charts'> & { onRetry: () => void }) {
  const failed = charts.error.value;
  if (failed === undefined) return null;
  if (!charts.hasSet.value)
    return <Failure what="The charts could not be loaded" error={failed} onRetry={onRetry} />;
  return (
    <p class="problem" role="alert">
      The charts could not be updated: {failed.message}
    </p>
  );
}

function Sections({ charts }: Pick<ContentProps, 'charts'>) {
  const hasFailed = !charts.hasSet.value && charts.error.value !== undefined;
  const groups = chartGroups(charts.set.value?.charts ?? []);
  return (
    <SectionNav
      sections={[
        ...groups.map((group) => ({ ...group, isFolded: isFolded(group) })),
        { id: 'processes', title: 'Processes', isFolded: hasFailed },
      ]}
    />
  );
}

/** The processes at the instant looked at, else at the end of a fixed range, else now. */
function Processes({ host, address, charts }: Omit<ContentProps, 'detail'>) {
  const { atMs } = useAt();
  if (!charts.hasSet.value) return null;
  const { range } = address;
  const endMs = range.kind === 'fixed' ? range.toMs : floorTo(charts.window.value.toMs, processesMs);
  return (
    <div id="section-processes" class="chart-group">
      <ProcessTable host={host} atMs={atMs ?? endMs} />
    </div>
  );
}

type HostChartsProps = Omit<ContentProps, 'detail'> & {
  marks: readonly Annotation[];
  onAsk: (window: TimeWindow) => void;
};

/** The part of the page that is drawn for every second. */
function HostCharts({ host, address, charts, marks, onAsk }: HostChartsProps) {
  const ghosts = useGhosts(address.comparison, charts.window.value);
  return (
    <ChartGrid
      host={host}
      feed={charts}
      ghosts={ghosts}
      annotations={marks}
      onSelect={(window, isShifted) =>
        isShifted ? onAsk(window) : address.setRange(fixedRange(window.fromMs, window.toMs))
      }
      onPress={(ms) => onAsk({ fromMs: ms - aroundMs, toMs: ms + aroundMs })}
    />
  );
}

function HostHead({ host, detail, charts }: Pick<ContentProps, 'host' | 'detail' | 'charts'>) {
  const { atMs } = useAt();
  const known = detail.detail.value;
  return (
    <>
      <HostSummaryHead name={host} host={known} />
      {atMs === undefined && <Headline host={known} hasCharts={charts.hasSet.value} />}
    </>
  );
}

function HostContent(props: ContentProps) {
  const { host, address, charts, detail } = props;
  const { atMs } = useAt();
  const marks = useMarks({ host, detail: detail.detail.value, charts, atMs });
  const asked = useSignal<TimeWindow | undefined>(undefined);
  return (
    <>
      <HostHead {...props} />
      <RangeBar {...{ host, address, charts, marks }} onAsk={() => (asked.value = charts.window.peek())} />
      <ChartFailure charts={charts} onRetry={() => charts.show(address.range)} />
      <div class="host-body">
        <Sections charts={charts} />
        <div class="host-charts">
          <HostCharts {...{ host, address, charts, marks }} onAsk={(window) => (asked.value = window)} />
          <Processes {...{ host, address, charts }} />
        </div>
      </div>
      {asked.value && (
        <WhatHappened
          host={host}
          window={asked.value}
          gaps={charts.set.value?.gaps ?? []}
          onClose={() => (asked.value = undefined)}
        />
      )}
    </>
  );
}

interface BadgeProps {
  detail: HostDetailFeed;
  stream: ReadonlySignal<StreamState>;
  updatedMs: ReadonlySignal<number | undefined>;
}

function HostBadge({ detail, stream, updatedMs }: BadgeProps) {
  const { atMs } = useAt();
  const state = detail.detail.value?.state;
  const away = state === undefined || state === 'live' ? undefined : state;
  return <StreamBadge state={stream.value} updatedMs={updatedMs.value} atMs={atMs} hostState={away} />;
}

/** No part of the page reads more signals than it shows: most of them change every second. */
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
  const watched = unknown || atMs !== undefined ? undefined : { host };
  const stream = useLiveStream(watched, onEvent);
  return (
    <Page
      title={host}
      travels={!unknown}
      badge={unknown ? undefined : <HostBadge {...{ detail, stream, updatedMs }} />}
      stale={stream.value.phase === 'reconnecting'}
    >
      {unknown ? <UnknownHost host={host} /> : <HostContent {...{ host, address, detail, charts }} />}
    </Page>
  );
}
