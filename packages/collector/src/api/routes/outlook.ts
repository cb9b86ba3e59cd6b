import { readHostOutlook, readWhatChanged } from '@hostwire/alerts';
import { HostwireError } from '@hostwire/runtime';
import { callerOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { requireHost, seenHosts } from './known-agent.ts';

const longestRangeMs = 86_400_000;

export function outlookHandlers({
  db,
  clock,
  registry,
}: ApiDependencies): Pick<HandlersOf<'hosts'>, 'outlook' | 'changes'> {
  return {
    outlook: async ({ params: { host }, query: { atMs = clock.nowMs() }, request }) => {
      const { labels } = requireHost(registry, host, callerOf(request));
      const { filesystems, baseline, peers } = await readHostOutlook(db, { host, labels, nowMs: atMs });
      return { filesystems: [...filesystems], baseline: [...baseline], peers: [...peers] };
    },
    changes: async ({ params: { host }, query: { fromMs, toMs }, request }) => {
      const caller = callerOf(request);
      requireHost(registry, host, caller);
      if (toMs <= fromMs || toMs - fromMs > longestRangeMs)
        throw new HostwireError('RANGE_INVALID', 'fromMs must lie before toMs, by at most a day');
      const { beforeMs, changes, elsewhere } = await readWhatChanged(db, { host, fromMs, toMs });
      const isSeen = seenHosts(registry, caller) ?? (() => true);
      const shared = elsewhere.map((each) => {
        return { ...each, hosts: each.hosts.filter((other) => isSeen(other.host)) };
      });
      return { beforeMs, changes: [...changes], elsewhere: shared };
    },
  };
}
