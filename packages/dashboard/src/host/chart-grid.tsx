import { routes } from '@hostwire/api/client';
import { useEffect, useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Chart, ChartsResponse } from '../api/types.ts';
import type { Annotation } from '../charts/annotation.ts';
import { ChartPanel } from '../charts/chart-panel.tsx';
import { ChartSlot } from '../charts/chart-slot.tsx';
import { ghostLines } from '../charts/ghost.ts';
import { isHeatStrip } from '../charts/heat-strip.ts';
import { useMay } from '../session/abilities.ts';
import { sqlPath } from '../shell/sql-path.ts';
import { darkTheme } from '../theme/theme.ts';
import type { TimeWindow } from '../time/time-range.ts';
import type { ChartFeed } from './chart-feed.ts';
import { chartGroups, isFolded } from './chart-groups.ts';
import { chartSqlNow } from './charts-request.ts';
import type { GhostSet } from './compare.ts';

interface ChartGridProps {
  host: string;
  feed: ChartFeed;
  ghosts: GhostSet | undefined;
  annotations: readonly Annotation[];
  onSelect: (window: TimeWindow, isShifted: boolean) => void;
  onPress: (ms: number) => void;
}

/** The places of charts that are not answered yet. */
function ChartSkeletons({ count }: { count: number }) {
  return Array.from({ length: count }, (_, i) => <div key={i} class="chart-panel skeleton-panel" />);
}

/** Opens the SQL page with the query behind a chart, for the window that is shown; undefined for those who have no such page. */
function useSqlOf(host: string, feed: ChartFeed): ((chart: Chart) => void) | undefined {
  const { route } = useLocation();
  const isOffered = useMay()(routes.sql.run);
  const gone = useMemo(() => new AbortController(), []);
  useEffect(() => () => gone.abort(), [gone]);
  if (!isOffered) return undefined;
  return (chart) => {
    void chartSqlNow(host, { chart, window: feed.window.peek(), signal: gone.signal }).then((sql) =>
      route(sqlPath(sql)),
    );
  };
}

/** More cores than this stay a strip, and are not compared: nobody tells twice as many lines apart. */
const comparedRows = 8;

function isCrowded(chart: Chart): boolean {
  return isHeatStrip(chart, []) && chart.series.length > comparedRows;
}

type HostChartProps = ChartGridProps & {
  chart: Chart;
  window: TimeWindow;
  set: ChartsResponse;
  onSql: ((chart: Chart) => void) | undefined;
};

function HostChart({
  chart,
  set,
  window,
  host,
  ghosts,
  annotations,
  onSelect,
  onPress,
  onSql,
}: HostChartProps) {
  const ghost = ghosts?.set.charts.find((each) => each.chart === chart.chart);
  const shiftMs = ghosts?.shiftMs ?? 0;
  const lines = useMemo(
    () => (ghost && !isCrowded(chart) ? ghostLines(chart, ghost, shiftMs) : undefined),
    [chart, ghost, shiftMs],
  );
  return (
    <ChartPanel
      chart={chart}
      window={window}
      gaps={set.gaps}
      stepMs={set.stepMs}
      dark={darkTheme.value}
      syncKey={host}
      {...(lines ? { ghosts: lines } : {})}
      annotations={annotations}
      onSelect={onSelect}
      onPress={onPress}
      {...(onSql ? { onSql } : {})}
    />
  );
}

/** The charts by section; a section keeps its place while its charts are awaited. */
export function ChartGrid(props: ChartGridProps) {
  const { host, feed } = props;
  const onSql = useSqlOf(host, feed);
  const set = feed.set.value;
  const window = feed.window.value;
  if (set === undefined && feed.error.value !== undefined) return null;
  const groups = chartGroups(set?.charts ?? []).filter((group) => !isFolded(group));
  if (groups.length === 0)
    return (
      <div class="notice" role="status">
        <h2>Nothing was measured in this time</h2>
        <p class="quiet">Choose another range, or see when this host was watched in the list of gaps.</p>
      </div>
    );
  return (
    <>
      {groups.map(({ id, title, awaited, charts, empty }) => (
        <section
          key={id}
          id={`section-${id}`}
          class="chart-group"
          aria-label={title}
          aria-busy={awaited > 0 || undefined}
        >
          <h2>{title}</h2>
          <div class="chart-grid">
            <ChartSkeletons count={awaited} />
            {set &&
              charts.map((chart) => (
                <ChartSlot key={chart.chart}>
                  <HostChart {...props} {...{ chart, set, window, onSql }} />
                </ChartSlot>
              ))}
          </div>
          {empty.length > 0 && <p class="quiet small">Nothing measured: {empty.join(', ')}</p>}
        </section>
      ))}
    </>
  );
}
