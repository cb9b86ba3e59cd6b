import { EventStream } from '../../live/event-stream.ts';
import { callerOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { securityHeaders } from '../security-headers.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { requireHost, seenHosts } from './known-agent.ts';

export function liveHandlers({ live, registry }: ApiDependencies): HandlersOf<'live'> {
  return {
    watch: async ({ query: { host }, request, reply }) => {
      const caller = callerOf(request);
      if (host !== undefined) requireHost(registry, host, caller);
      live.assertRoom();
      reply.hijack();
      const stream = new EventStream(reply.raw, { acceptEncoding: request.headers['accept-encoding'] });
      stream.open(securityHeaders);
      live.add({ stream, host, allowed: () => caller.isGood(), sees: seenHosts(registry, caller) });
      return undefined;
    },
  };
}
