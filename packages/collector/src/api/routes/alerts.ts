import type { ApiDependencies } from '../dependencies.ts';
import { callerOf } from '../access-control.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { seenHosts } from './known-agent.ts';

export function alertHandlers({ alerts, registry }: ApiDependencies): HandlersOf<'alerts'> {
  return {
    list: async ({ query: { state, limit }, request }) => {
      const isSeen = seenHosts(registry, callerOf(request));
      const all = state === 'active' ? alerts.active() : await alerts.history(limit);
      return { alerts: all.filter(({ host }) => isSeen?.(host) !== false).slice(0, limit) };
    },
  };
}
