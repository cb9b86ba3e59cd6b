import { collector } from '../api/collector.ts';
import type { Chart, ChartId, ChartsResponse } from '../api/types.ts';
import { noticeSignedOut } from '../session/session.ts';
import type { TimeWindow } from '../time/time-range.ts';
import { maxPoints } from './chart-feed.ts';
import type { ChartRequest } from './chart-feed.ts';

/** Asks for charts of a host. Rejects with ApiError, or with the signal's reason. */
export async function requestCharts(
  host: string,
  ids: readonly ChartId[],
  { window, points, signal }: Omit<ChartRequest, 'charts'>,
): Promise<ChartsResponse> {
  const fromMs = Math.floor(window.fromMs);
  const toMs = Math.ceil(window.toMs);
  const query = { charts: ids, fromMs, toMs, points };
  try {
    return await collector.hosts.charts({ params: { host }, query, signal });
  } catch (error) {
    noticeSignedOut(error);
    throw error;
  }
}

interface ChartSqlRequest {
  chart: Chart;
  window: TimeWindow;
  signal: AbortSignal;
}

/** The query behind a chart for the window shown; a live chart's own text is as old as its first answer. */
export async function chartSqlNow(host: string, { chart, window, signal }: ChartSqlRequest): Promise<string> {
  try {
    const answer = await requestCharts(host, [chart.chart], { window, points: maxPoints, signal });
    return answer.charts[0]?.sql ?? chart.sql;
  } catch {
    // The text of the first answer runs too.
    return chart.sql;
  }
}
