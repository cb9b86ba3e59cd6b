import type { ApiDependencies } from '../dependencies.ts';
import { actorOf, callerOf } from '../access-control.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { seenHosts } from './known-agent.ts';

const done = { done: true as const };

export function alertHandlers({ alerts, registry, audit }: ApiDependencies): HandlersOf<'alerts'> {
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
      const actor = actorOf(request);
      await alerts.acknowledge(id, { actor, note });
      await audit.record({ actor, action: 'alert.acknowledge', object: `alert ${id}`, detail: note });
      return done;
    },
    testChannel: async ({ params: { name }, request }) => {
      await alerts.testChannel(name);
      const entry = { action: 'alert_channel.test', object: `channel ${name}`, detail: '' };
      await audit.record({ actor: actorOf(request), ...entry });
      return done;
    },
  };
}

export function silenceHandlers({ alerts: { silences }, audit }: ApiDependencies): HandlersOf<'silences'> {
  return {
    list: async () => ({ silences: silences.all().map((silence) => ({ ...silence })) }),
    // The rule store checks what it is given, with every mistake in its message.
    add: async ({ body, request }) => {
      const actor = actorOf(request);
      const silence = await silences.add(body, { actor });
      const object = `silence ${silence.id}`;
      await audit.record({ actor, action: 'silence.add', object, detail: JSON.stringify(body) });
      return { silence: { ...silence } };
    },
    end: async ({ params: { id }, request }) => {
      const actor = actorOf(request);
      await silences.end(id, { actor });
      await audit.record({ actor, action: 'silence.end', object: `silence ${id}`, detail: '' });
      return done;
    },
  };
}
