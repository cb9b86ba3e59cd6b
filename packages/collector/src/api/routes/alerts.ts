import type { ApiDependencies } from '../dependencies.ts';
import { actorOf, callerOf } from '../access-control.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { seenHosts } from './known-agent.ts';

const done = { done: true as const };

export function alertHandlers({ alerts, registry }: ApiDependencies): HandlersOf<'alerts'> {
  return {
    list: async ({ query: { state, limit, host, rule, sinceMs }, request }) => {
      const isSeen = seenHosts(registry, callerOf(request));
      const { ruleErrors, ...rest } = alerts.health();
      const health = { ...rest, ruleErrors: [...ruleErrors] };
      const all = state === 'active' ? alerts.active() : await alerts.history({ limit, host, rule, sinceMs });
      const shown = all.filter((each) => {
        if (isSeen?.(each.host) === false) return false;
        return (host === undefined || each.host === host) && (rule === undefined || each.rule === rule);
      });
      return { alerts: shown.slice(0, limit), health };
    },
    acknowledge: async ({ params: { id }, body: { note }, request }) => {
      await alerts.acknowledge(id, { actor: actorOf(request), note });
      return done;
    },
    testChannel: async ({ params: { name } }) => {
      await alerts.testChannel(name);
      return done;
    },
  };
}

export function silenceHandlers({ alerts: { silences } }: ApiDependencies): HandlersOf<'silences'> {
  return {
    list: async () => ({ silences: silences.all().map((silence) => ({ ...silence })) }),
    // The rule store checks what it is given, with every mistake in its message.
    add: async ({ body, request }) => {
      const silence = await silences.add(body, { actor: actorOf(request) });
      return { silence: { ...silence } };
    },
    end: async ({ params: { id }, request }) => {
      await silences.end(id, { actor: actorOf(request) });
      return done;
    },
  };
}
