import { HostwireError } from '@hostwire/runtime';
import { gridOf, readChart, readGaps, readSilence, stepFor, type TimeRange } from '@hostwire/storage';
import type { ApiApp } from '../app-type.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { openGap } from '../open-gap.ts';
import { chartLimits, chartsAnswer, chartsQuery, type ChartsQuery, type Gap } from '../schemas/chart.ts';
import { hostParams, hostUnknown } from './hosts.ts';

const defaultRangeMs = 900_000;

export function chartRoutes(app: ApiApp, { db, clock, registry, settings, sessions }: ApiDependencies): void {
  app.get(
    '/api/v1/hosts/:host/charts',
    {
      schema: {
        summary: 'Charts of one host, and the SQL behind them',
        params: hostParams,
        querystring: chartsQuery,
        response: { 200: chartsAnswer },
      },
    },
    async ({ params: { host }, query }) => {
      const agent = registry.agent(host);
      if (agent?.host !== host) throw hostUnknown(host);
      const nowMs = clock.nowMs();
      const range = rangeOf(query, nowMs);
      const stepMs = query.stepMs ?? stepFor(range, query.points);
      requireFewSteps(range, stepMs);
      const [charts, closed, silence] = await Promise.all([
        Promise.all(query.charts.map((chart) => readChart(db, { chart, host, stepMs, ...range }))),
        readGaps(db, { host, ...range }),
        readSilence(db, { host, nowMs, schedule: settings.schedule(host, agent.labels) }),
      ]);
      const gaps: Gap[] = [...closed];
      if (silence !== undefined && silence.fromMs < range.toMs && silence.toMs > range.fromMs)
        gaps.push(openGap(silence, agent, sessions));
      return { ...range, stepMs, charts, gaps };
    },
  );
}

function rangeOf(query: ChartsQuery, nowMs: number): TimeRange {
  const toMs = query.toMs ?? nowMs;
  const fromMs = query.fromMs ?? Math.max(toMs - defaultRangeMs, 0);
  if (fromMs < toMs && toMs - fromMs <= chartLimits.maxRangeMs && toMs <= chartLimits.latestMs)
    return { fromMs, toMs };
  const days = chartLimits.maxRangeMs / 86_400_000;
  throw new HostwireError('RANGE_INVALID', `fromMs must lie before toMs, by at most ${days} days`);
}

function requireFewSteps(range: TimeRange, stepMs: number): void {
  const { count } = gridOf(range, stepMs);
  if (count <= chartLimits.maxPoints) return;
  throw new HostwireError(
    'RANGE_INVALID',
    `this range has ${count} steps of ${stepMs} ms, at most ${chartLimits.maxPoints} are drawn`,
  );
}
