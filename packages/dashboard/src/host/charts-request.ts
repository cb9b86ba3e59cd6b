import type { Chart, ChartsResponse } from '../api/types.ts';
import { getJson } from '../api/request.ts';
import { learnServerTime } from '../clock/server-clock.ts';
import { noticeSignedOut } from '../session/session.ts';
import type { TimeWindow } from '../time/time-range.ts';
import { maxPoints } from './chart-feed.ts';
import type { ChartRequest } from './chart-feed.ts';

/** Asks for charts of a host. Rejects with RequestError, or with the signal's reason. */
export async function requestCharts(
  host: string,
  ids: readonly string[],
  { window, points, signal }: Omit<ChartRequest, 'charts'>,
): Promise<ChartsResponse> {
  const query = new URLSearchParams({
    charts: ids.join(','),
    fromMs: String(Math.floor(window.fromMs)),
    toMs: String(Math.ceil(window.toMs)),
    points: String(points),
  });
  try {
    const path = `/api/v1/hosts/${encodeURIComponent(host)}/charts?${query}`;
    const { body, serverMs } = await getJson<ChartsResponse>(path, signal);
    learnServerTime(serverMs);
    return body;
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
