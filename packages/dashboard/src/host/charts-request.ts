import type { ChartsAnswer } from '../api/types.ts';
import { getJson } from '../api/request.ts';
import { learnServerTime } from '../clock/server-clock.ts';
import { noticeSignedOut } from '../session/session.ts';
import type { ChartRequest } from './chart-feed.ts';

/** Asks for charts of a host. Rejects with RequestError, or with the signal's reason. */
export async function requestCharts(
  host: string,
  ids: readonly string[],
  { window, points, signal }: Omit<ChartRequest, 'charts'>,
): Promise<ChartsAnswer> {
  const query = new URLSearchParams({
    charts: ids.join(','),
    fromMs: String(Math.floor(window.fromMs)),
    toMs: String(Math.ceil(window.toMs)),
    points: String(points),
  });
  try {
    const path = `/api/v1/hosts/${encodeURIComponent(host)}/charts?${query}`;
    const { body, serverMs } = await getJson<ChartsAnswer>(path, signal);
    learnServerTime(serverMs);
    return body;
  } catch (error) {
    noticeSignedOut(error);
    throw error;
  }
}
