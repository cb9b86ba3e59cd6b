import type { z } from 'zod';
import type { Contract } from '../contract.ts';
import type { Contracts } from '../contracts.ts';
import { pathOf, type PathInput, type Route, type RouteTable } from '../route.ts';
import { routes } from '../routes.ts';
import { ApiError } from './api-error.ts';
import { textOf, type CallOptions, type Transport, type TransportResponse } from './transport.ts';

type OptionalKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];
/** A query as a program writes it: numbers as numbers, what has a default left out. */
type QueryInput<In, Out> = { [K in keyof Out as K extends OptionalKeys<In> ? never : K]: Out[K] } & {
  [K in keyof Out as K extends OptionalKeys<In> ? K : never]?: Out[K] | undefined;
};
/** What only reads a value takes it as read-only, too. */
type ReadOnly<T> = T extends readonly (infer E)[]
  ? readonly ReadOnly<E>[]
  : T extends object
    ? { readonly [K in keyof T]: ReadOnly<T[K]> }
    : T;
type ParamsPart<C> = C extends { params: infer P extends z.ZodType } ? { params: z.input<P> } : unknown;
type BodyPart<C> = C extends { body: infer B extends z.ZodType } ? { body: ReadOnly<z.input<B>> } : unknown;
type QueryPart<C> = C extends { query: infer Q extends z.ZodType }
  ? object extends QueryInput<z.input<Q>, z.output<Q>>
    ? { query?: ReadOnly<QueryInput<z.input<Q>, z.output<Q>>> }
    : { query: ReadOnly<QueryInput<z.input<Q>, z.output<Q>>> }
  : unknown;

/** What a call of a route takes. */
type CallInput<C extends Contract> = ParamsPart<C> & QueryPart<C> & BodyPart<C> & CallOptions;

/** What it gives back: the parsed body, the response of a route that streams, or nothing. */
type CallResult<C extends Contract, R> = R extends { streams: true }
  ? TransportResponse
  : C extends { response: infer A extends z.ZodType }
    ? z.output<A>
    : undefined;

type Call<C extends Contract, R> =
  object extends CallInput<C>
    ? (input?: CallInput<C>) => Promise<CallResult<C, R>>
    : (input: CallInput<C>) => Promise<CallResult<C, R>>;

type ClientOf<Table extends RouteTable, All extends { readonly [Noun in keyof Table]: unknown }> = {
  readonly [Noun in keyof Table]: {
    readonly [Verb in keyof Table[Noun]]: Verb extends keyof All[Noun]
      ? All[Noun][Verb] extends Contract
        ? Call<All[Noun][Verb], Table[Noun][Verb]>
        : never
      : never;
  };
};

/** Every route as a function, by noun and verb: `client.agents.show({ params: { agent: 'web1' } })`. */
export type Client = ClientOf<typeof routes, Contracts>;

type AnyInput = PathInput & CallOptions & { readonly body?: unknown };

/** Calls throw ApiError, or the reason of their signal. */
export function createClient(transport: Transport): Client {
  const nouns = Object.entries(routes as RouteTable).map(([noun, verbs]) => [
    noun,
    Object.fromEntries(
      Object.entries(verbs).map(([verb, route]) => [
        verb,
        (input: AnyInput = {}) => call(transport, { route, input }),
      ]),
    ),
  ]);
  // The table gives the names, the contracts the types: what is built here is what the type says.
  return Object.fromEntries(nouns) as Client;
}

async function call(
  transport: Transport,
  { route, input }: { route: Route; input: AnyInput },
): Promise<unknown> {
  const { signal, silenceMs, body } = input;
  const response = await transport.send({
    method: route.method,
    path: pathOf(route, input),
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
    silenceMs,
  });
  if (response.status >= 400) throw refusal(response.status, await textOf(response));
  if (route.streams === true) return response;
  const text = await textOf(response);
  return response.status === 204 ? undefined : parsed(text, response.status);
}

function parsed(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ApiError('ANSWER_INVALID', notTheApi(text, status), { status, cause });
  }
}

/** The collector's own words where it gave some. */
function refusal(status: number, text: string): ApiError {
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message: string } };
    return new ApiError(error.code, error.message, { status });
  } catch (cause) {
    return new ApiError('ANSWER_INVALID', notTheApi(text, status), { status, cause });
  }
}

function notTheApi(text: string, status: number): string {
  return `what answered is not the API of a collector (status ${status}): ${text.slice(0, 500)}`;
}
