import type { KeysResponse } from '@hostwire/api';
import { Refusal } from '../../auth/refusal.ts';
import { actorOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';

const namedHosts = 5;

export function keyHandlers(deps: ApiDependencies): HandlersOf<'keys'> {
  const { keys, audit, auth, renewDatabasePasswords } = deps;
  return {
    show: () => keysOf(deps),
    announce: async ({ request }) => {
      await keys.announce();
      const { next } = await keys.state();
      const detail = `pin ${next?.pin ?? '-'}`;
      await audit.record({ actor: actorOf(request), action: 'key.announce', object: 'gateway', detail });
      return keysOf(deps);
    },
    switch: async ({ body: { force }, request }) => {
      const unaware = (await keys.state()).next?.unaware ?? [];
      if (unaware.length > 0 && !force) throw notKnown(unaware);
      await keys.switch();
      const { pin } = await keys.state();
      const lost = unaware.length === 0 ? '' : `, without ${unaware.join(' ')}`;
      const entry = { action: 'key.switch', object: 'gateway', detail: `pin ${pin}${lost}` };
      await audit.record({ actor: actorOf(request), ...entry });
      return keysOf(deps);
    },
    renewDatabase: async ({ request }) => {
      if (renewDatabasePasswords === undefined)
        throw new Refusal(
          'PASSWORDS_ELSEWHERE',
          'the ClickHouse server is your own: change its passwords there, then clickhouse.password and clickhouse.readerPassword',
        );
      const accounts = await renewDatabasePasswords();
      const entry = {
        action: 'key.renew',
        object: 'database',
        detail: `${accounts.join(' ')}, with the next start`,
      };
      await audit.record({ actor: actorOf(request), ...entry });
      return { accounts };
    },
    renewSessions: async ({ request }) => {
      const ended = await auth.renewKey();
      const entry = { action: 'key.renew', object: 'sessions', detail: `${ended} sessions ended` };
      await audit.record({ actor: actorOf(request), ...entry });
      return { ended };
    },
  };
}

async function keysOf({ keys, registry, sessions }: ApiDependencies): Promise<KeysResponse> {
  const openTokens = registry.tokens().filter(({ state }) => state === 'valid').length;
  const agents = [...registry.agents()]
    .filter(({ revokedMs }) => revokedMs === null)
    .map(({ agentId, host, renewal: { sinceMs, askedMs } }) => {
      return { host, connected: sessions.find(agentId) !== undefined, sinceMs, askedMs };
    });
  return {
    gateway: { ...(await keys.state()), openTokens },
    agents: agents.toSorted((a, b) => a.sinceMs - b.sinceMs),
  };
}

function notKnown(unaware: readonly string[]): Refusal {
  const more = unaware.length > namedHosts ? ` and ${unaware.length - namedHosts} more` : '';
  const names = unaware.slice(0, namedHosts).join(', ');
  const message = `${names}${more} do not know the next key yet and could not come back: wait until they were connected, or force it and enrol them again`;
  return new Refusal('KEY_NOT_KNOWN', message);
}
