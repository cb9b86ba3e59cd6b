import { EventStream } from '../../live/event-stream.ts';
import type { ApiApp } from '../app-type.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { callerOf } from '../access-control.ts';
import { liveQuery } from '../schemas/live.ts';
import { securityHeaders } from '../security-headers.ts';
import { hostUnknown } from './hosts.ts';

export function liveRoutes(app: ApiApp, { live, people, registry }: ApiDependencies): void {
  app.get(
    '/api/v1/live',
    {
      schema: {
        summary: 'Server-sent events: the fleet every 2 s, or what was committed of one host',
        querystring: liveQuery,
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      const { host } = request.query;
      const { session } = callerOf(request);
      if (host !== undefined && registry.agent(host)?.host !== host) throw hostUnknown(host);
      live.assertRoom();
      reply.hijack();
      const stream = new EventStream(reply.raw);
      stream.open(securityHeaders);
      live.add({ stream, host, allowed: () => session === undefined || people.isOpen(session) });
    },
  );
}
