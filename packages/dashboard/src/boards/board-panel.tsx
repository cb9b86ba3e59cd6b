import { useEffect, useMemo } from 'preact/hooks';
import { ChartPanel } from '../charts/chart-panel.tsx';
import { ChartSlot } from '../charts/chart-slot.tsx';
import { onSecond, serverNowMs } from '../clock/server-clock.ts';
import { Card } from '../design/card.tsx';
import { ChartFeed } from '../host/chart-feed.ts';
import { requestCharts } from '../host/charts-request.ts';
import { withBasePath } from '../location/base-path.ts';
import { hostPath } from '../shell/host-path.ts';
import { SqlLink } from '../shell/sql-link.tsx';
import { QueryRun } from '../sql/query-run.ts';
import { chartOf } from '../sql/result-chart.ts';
import { ResultTable } from '../sql/result-table.tsx';
import { darkTheme } from '../theme/theme.ts';
import type { TimeRange } from '../time/time-range.ts';
import type { ChartPanelSpec, PanelSpec, QueryPanelSpec } from './board.ts';

/** A chart of a host, kept up. */
function HostChart({ spec: { host, chart: id }, range }: { spec: ChartPanelSpec; range: TimeRange }) {
  const feed = useMemo(
    () => new ChartFeed({ fetchCharts: (request) => requestCharts(host, [id], request), nowMs: serverNowMs }),
    [host, id],
  );
  useEffect(() => feed.show(range), [feed, range]);
  useEffect(() => () => feed.stop(), [feed]);
  useEffect(() => onSecond(() => feed.tick()), [feed]);
  const set = feed.set.value;
  const chart = set?.charts[0];
  const titled = useMemo(() => chart && { ...chart, title: `${host}: ${chart.title}` }, [chart, host]);
  if (set === undefined || titled === undefined)
    return (
      <Card title={host}>
        <p class="card-body quiet">{feed.error.value?.message ?? 'Loading'}</p>
      </Card>
    );
  return (
    <ChartSlot>
      <ChartPanel
        chart={titled}
        window={feed.window.value}
        gaps={set.gaps}
        stepMs={set.stepMs}
        dark={darkTheme.value}
        syncKey="board"
        onPress={(ms) =>
          window.open(withBasePath(`${hostPath(host)}?at=${new Date(ms).toISOString()}`), '_self')
        }
      />
    </ChartSlot>
  );
}

const refreshMs = 30_000;

/** A query, run again every half minute while the page is visible; a chart where its answer has times. */
function QueryPanel({ spec: { title, sql } }: { spec: QueryPanelSpec }) {
  const run = useMemo(() => new QueryRun({ isNoted: false }), []);
  useEffect(() => {
    void run.run(sql);
    const timer = setInterval(() => void (document.hidden || run.run(sql)), refreshMs);
    return () => {
      clearInterval(timer);
      run.cancel();
    };
  }, [run, sql]);
  const result = run.newest.value;
  const chart = useMemo(() => result && chartOf(result), [result]);
  const state = run.state.value;
  if (chart !== undefined)
    return (
      <ChartSlot>
        <ChartPanel
          chart={{ ...chart, title }}
          window={{ fromMs: chart.tsMs[0] ?? 0, toMs: chart.tsMs.at(-1) ?? 1 }}
          gaps={[]}
          stepMs={1_000}
          dark={darkTheme.value}
          syncKey={`board ${title}`}
        />
      </ChartSlot>
    );
  return (
    <Card title={title} actions={<SqlLink query={sql} />}>
      {state.phase === 'failed' && <p class="card-body problem">{state.error.message}</p>}
      {result && <ResultTable result={result} />}
    </Card>
  );
}

export function BoardPanel({ spec, range }: { spec: PanelSpec; range: TimeRange }) {
  return spec.kind === 'chart' ? <HostChart spec={spec} range={range} /> : <QueryPanel spec={spec} />;
}
