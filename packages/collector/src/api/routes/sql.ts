import { randomUUID } from 'node:crypto';
import { finished } from 'node:stream';
import { toError } from '@hostwire/runtime';
import { StorageError } from '@hostwire/storage';
import type { FastifyReply } from 'fastify';
import type { Caller } from '../../auth/caller.ts';
import { actorOf, callerOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { errorResponse } from '../error-responses.ts';
import type { HandlersOf } from '../serve-routes.ts';

/** Runs what people type, as the read-only account, whose limits hold. Whoever leaves ends the query. */
export function sqlHandlers(deps: ApiDependencies): HandlersOf<'sql'> {
  return {
    run: async ({ body: { query, format }, request, reply }) => {
      deps.db.requireThere();
      const startMs = deps.clock.monoMs();
      const queryId = queryIdOf(callerOf(request));
      reply.raw.once('close', () => {
        const tookMs = Math.round(deps.clock.monoMs() - startMs);
        const entry = { actor: actorOf(request), action: 'sql', object: queryId };
        void deps.audit.record({ ...entry, detail: `${tookMs} ms: ${query}` });
      });
      const signal = endWhenGone(reply, { queryId, deps });
      try {
        const { stream, contentType } = await deps.reader.run({ query, format, queryId, signal });
        return await reply.type(contentType).header('x-clickhouse-query-id', queryId).send(stream);
      } catch (error) {
        if (signal.aborted) return reply.hijack(); // nobody is there to be told
        if (!(error instanceof StorageError) || error.serverCode === undefined) throw error;
        return reply.code(400).send(errorResponse(error.code, error.message));
      }
    },
  };
}

/** Names who asks: `hostwire-sql-ann-UUID` stands in `system.processes` of ClickHouse, and in the audit log. */
function queryIdOf({ user, role }: Caller): string {
  const name = user ?? (role === 'token' ? 'token' : 'socket');
  return `hostwire-sql-${encodeURIComponent(name)}-${randomUUID()}`;
}

/** A signal that aborts when the client leaves before its answer is complete; the query is killed then. */
function endWhenGone(
  reply: FastifyReply,
  { queryId, deps }: { queryId: string; deps: ApiDependencies },
): AbortSignal {
  const aborter = new AbortController();
  finished(reply.raw, (error) => {
    if (error === undefined || error === null) return;
    aborter.abort();
    deps.db
      .command('KILL QUERY WHERE query_id = {queryId:String} ASYNC', { queryId })
      .catch((failure: unknown) => {
        deps.logger.warn(
          { queryId, err: toError(failure) },
          'query of a client that left could not be ended',
        );
      });
  });
  return aborter.signal;
}
