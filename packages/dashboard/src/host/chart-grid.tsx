import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Chart } from '../api/types.ts';
import { ChartPanel } from '../charts/chart-panel.tsx';
import { SqlDialog } from '../charts/sql-dialog.tsx';
import type { TimeWindow } from '../range/time-range.ts';
import { darkTheme } from '../theme/theme.ts';
import { maxPoints } from './chart-feed.ts';
import type { ChartFeed } from './chart-feed.ts';
import { chartGroups, chartsOfGroup } from './chart-groups.ts';
import { requestCharts } from './charts-request.ts';

interface ChartGridProps {
  host: string;
  feed: ChartFeed;
  onSelect: (window: TimeWindow) => void;
}

/** The query shown is that of the window shown; a live chart's own text is as old as its first answer. */
function useSql(host: string, feed: ChartFeed) {
  const shown = useSignal<{ title: string; sql: string } | undefined>(undefined);
  const request = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => request.current?.abort(), []);
  const open = async (chart: Chart): Promise<void> => {
    request.current?.abort();
    const current = new AbortController();
    request.current = current;
    shown.value = { title: chart.title, sql: chart.sql };
    try {
      const window = feed.window.peek();
      const answer = await requestCharts(host, [chart.chart], {
        window,
        points: maxPoints,
        signal: current.signal,
      });
      const sql = answer.charts[0]?.sql;
      if (sql !== undefined && shown.value) shown.value = { title: chart.title, sql };
    } catch {
      // The text of the first answer is shown already and runs too.
    }
  };
  const close = (): void => {
    request.current?.abort();
    shown.value = undefined;
  };
  return { shown: shown.value, open, close };
}

function ChartSkeletons() {
  return (
    <div class="chart-grid" role="status" aria-label="Loading charts">
      {Array.from({ length: 9 }, (_, i) => (
        <div key={i} class="chart-panel skeleton-panel" />
      ))}
    </div>
  );
}

function shownGroups(charts: readonly Chart[]): { title: string; charts: Chart[] }[] {
  return chartGroups
    .map((group) => ({ title: group.title, charts: chartsOfGroup(charts, group) }))
    .filter((group) => group.charts.length > 0);
}

export function ChartGrid({ host, feed, onSelect }: ChartGridProps) {
  const sql = useSql(host, feed);
  const set = feed.set.value;
  if (set === undefined) return feed.error.value === undefined ? <ChartSkeletons /> : null;
  return (
    <>
      {shownGroups(set.charts).map(({ title, charts }) => (
        <section key={title} class="chart-group" aria-label={title}>
          <h2>{title}</h2>
          <div class="chart-grid">
            {charts.map((chart) => (
              <ChartPanel
                key={chart.chart}
                chart={chart}
                window={feed.window.value}
                gaps={set.gaps}
                stepMs={set.stepMs}
                dark={darkTheme.value}
                syncKey={host}
                onSelect={onSelect}
                onSql={(asked) => void sql.open(asked)}
              />
            ))}
          </div>
        </section>
      ))}
      {sql.shown && <SqlDialog title={sql.shown.title} sql={sql.shown.sql} onClose={sql.close} />}
    </>
  );
}
