/**
 * Registers handlers under the names of the route table of `@hostwire/api`: path, method and schemas come from there.
 * What a handler gets is validated, and typed by the contract of its route.
 */
import {
  contracts,
  errorBody,
  routes,
  type Contract,
  type Contracts,
  type Route,
  type Routes,
} from '@hostwire/api';
import { HostwireError } from '@hostwire/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ApiApp } from './app-type.ts';

type Parsed<C, Part extends string> =
  C extends Readonly<Record<Part, infer Schema extends z.ZodType>> ? z.output<Schema> : undefined;

/** What a handler gets of one request. */
interface Served<C> {
  readonly params: Parsed<C, 'params'>;
  readonly query: Parsed<C, 'query'>;
  readonly body: Parsed<C, 'body'>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** The body that a route answers with; the reply itself where it streams or has none. */
type Answer<C> = C extends { readonly response: infer Schema extends z.ZodType }
  ? z.input<Schema>
  : FastifyReply | undefined;

type Handler<C> = (served: Served<C>) => Promise<Answer<C>>;

/** Handlers of every route of one noun. */
export type HandlersOf<Noun extends keyof Contracts> = {
  readonly [Verb in keyof Contracts[Noun]]: Handler<Contracts[Noun][Verb]>;
};

/** Handlers of several nouns, as the modules under `routes/` make them. */
export type Handlers = { readonly [Noun in keyof Contracts]: HandlersOf<Noun> };

/** Registers all routes that have handlers. Throws when one of the table has none, unless its noun is in `without`. */
export function serveRoutes(
  app: ApiApp,
  handlers: Partial<Handlers>,
  { without = [] }: { without?: readonly (keyof Routes)[] } = {},
): void {
  for (const [noun, verbs] of Object.entries(routes)) {
    if (without.includes(noun as keyof Routes)) continue;
    for (const [verb, route] of Object.entries<Route>(verbs)) {
      const contract = lookUp(contracts, noun, verb) as Contract;
      const handler = lookUp(handlers, noun, verb) as Handler<unknown>;
      serveRoute(app, { route, contract, handler });
    }
  }
}

function lookUp(table: Readonly<Record<string, object | undefined>>, noun: string, verb: string): unknown {
  const found = (table[noun] as Readonly<Record<string, unknown>> | undefined)?.[verb];
  if (found !== undefined) return found;
  throw new HostwireError(
    'ROUTE_INCOMPLETE',
    `the route ${noun}.${verb} of the table has no handler or contract`,
  );
}

interface ServedRoute {
  readonly route: Route;
  readonly contract: Contract;
  readonly handler: Handler<unknown>;
}

function serveRoute(app: ApiApp, { route, contract, handler }: ServedRoute): void {
  const { summary, description, params, query, body } = contract;
  app.route({
    method: route.method,
    url: route.path,
    config: { needs: route.needs, ...('limited' in route ? { limited: true as const } : {}) },
    schema: {
      summary,
      ...(description === undefined ? {} : { description }),
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { querystring: query }),
      ...(body === undefined ? {} : { body }),
      response: responsesOf(contract),
    },
    handler: async (request, reply) => {
      const served = { params: request.params, query: request.query, body: request.body, request, reply };
      // Validated by the schemas above: that is what the type says.
      return handler(served as Served<unknown>);
    },
  });
}

/** Every answer by status, for the OpenAPI document; JSON is written by its schema. */
function responsesOf({ response, answers = [] }: Contract): Record<string, unknown> {
  const others = answers.map(({ status, description, type }): [string, unknown] => [
    String(status),
    type === undefined
      ? z.null().describe(description)
      : {
          description,
          content: { [type]: { schema: type === 'application/json' ? z.looseObject({}) : z.string() } },
        },
  ]);
  return {
    ...(response === undefined ? {} : { 200: response }),
    ...Object.fromEntries(others),
    '4xx': errorBody,
    '5xx': errorBody,
  };
}
