import { EventStream } from '../../live/event-stream.ts';
import { callerOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { securityHeaders } from '../security-headers.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { requireHost } from './known-agent.ts';

export function liveHandlers({ live, auth, registry }: ApiDependencies): HandlersOf<'live'> {
  return {
    watch: async ({ query: { host }, request, reply }) => {
      const { session } = callerOf(request);
      if (host !== undefined) requireHost(registry, host);
      live.assertRoom();
      reply.hijack();
      const stream = new EventStream(reply.raw);
      stream.open(securityHeaders);
      live.add({ stream, host, allowed: () => session === undefined || auth.isOpen(session) });
      return undefined;
    },
  };
}
