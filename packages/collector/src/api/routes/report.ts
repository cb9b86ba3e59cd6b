import { readReport } from '@hostwire/alerts';
import { HostwireError } from '@hostwire/runtime';
import { callerOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { requireHost } from './known-agent.ts';

const longestRangeMs = 366 * 86_400_000;

export function reportHandlers({ db, registry }: ApiDependencies): HandlersOf<'report'> {
  return {
    show: async ({ query: { fromMs, toMs, host }, request }) => {
      if (host !== undefined) requireHost(registry, host, callerOf(request));
      if (toMs <= fromMs || toMs - fromMs > longestRangeMs)
        throw new HostwireError('RANGE_INVALID', 'fromMs must lie before toMs, by at most a year');
      const enrolledMs = new Map([...registry.agents()].map((agent) => [agent.host, agent.enrolledMs]));
      const report = await readReport(db, { fromMs, toMs, host, enrolledMs });
      return {
        ...report,
        hosts: [...report.hosts],
        busiest: [...report.busiest],
        idle: [...report.idle],
        growing: [...report.growing],
        fullest: [...report.fullest],
        alerts: [...report.alerts],
        completeness: report.completeness.map((each) => ({ ...each, missing: [...each.missing] })),
      };
    },
  };
}
