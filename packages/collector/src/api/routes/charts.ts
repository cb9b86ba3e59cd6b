import { chartLimits, type ChartsQuery, type ChartsResponse, type Gap } from '@hostwire/api';
import { silentAfterMs } from '@hostwire/protocol';
import {
  chartsStartMs,
  evaluateCharts,
  gridOf,
  readCharts as readChartsOf,
  readGaps,
  readSilence,
  stepFor,
  type TimeRange,
} from '@hostwire/storage';
import type { Caller } from '../../auth/caller.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { openGap } from '../open-gap.ts';
import { Refusal } from '../../auth/refusal.ts';
import { requireHost } from './known-agent.ts';

const defaultRangeMs = 900_000;

/** Charts of one host over a range, the SQL behind them, and the gaps in it. */
export async function readCharts(
  { host, query, caller }: { host: string; query: ChartsQuery; caller: Caller },
  { db, clock, registry, settings, sessions, recent, arrivals, ingest }: ApiDependencies,
): Promise<ChartsResponse> {
  const agent = requireHost(registry, host, caller);
  const nowMs = clock.nowMs();
  const range = rangeOf(query, nowMs);
  const stepMs = query.stepMs ?? stepFor(range, query.points);
  requireFewSteps(range, stepMs);
  const request = { charts: query.charts, host, stepMs, ...range };
  // Without a hole, and heard just now: there are no gaps to look for.
  const samples = recent.since(host, chartsStartMs(request));
  if (samples !== undefined) return { ...range, stepMs, charts: evaluateCharts(samples, request), gaps: [] };
  const schedule = settings.schedule(host, agent.labels);
  const isHeard = arrivals.heardWithin(host, silentAfterMs(schedule));
  const [charts, closed, silence] = await Promise.all([
    readChartsOf(db, request, ingest.uncommittedOf(agent.agentId)),
    readGaps(db, { host, ...range }),
    isHeard ? undefined : readSilence(db, { host, nowMs, schedule }),
  ]);
  const gaps: Gap[] = [...closed];
  if (silence !== undefined && silence.fromMs < range.toMs && silence.toMs > range.fromMs)
    gaps.push(openGap(silence, agent, sessions));
  return { ...range, stepMs, charts, gaps };
}

function rangeOf(query: ChartsQuery, nowMs: number): TimeRange {
  const toMs = query.toMs ?? nowMs;
  const fromMs = query.fromMs ?? Math.max(toMs - defaultRangeMs, 0);
  if (fromMs < toMs && toMs - fromMs <= chartLimits.maxRangeMs && toMs <= chartLimits.latestMs)
    return { fromMs, toMs };
  const days = chartLimits.maxRangeMs / 86_400_000;
  throw new Refusal('RANGE_INVALID', `fromMs must lie before toMs, by at most ${days} days`);
}

function requireFewSteps(range: TimeRange, stepMs: number): void {
  const { count } = gridOf(range, stepMs);
  if (count <= chartLimits.maxPoints) return;
  throw new Refusal(
    'RANGE_INVALID',
    `this range has ${count} steps of ${stepMs} ms, at most ${chartLimits.maxPoints} are drawn`,
  );
}
