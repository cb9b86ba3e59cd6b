/**
 * Who may come in. Two listeners lead to the same API:
 *
 *   socket  the Unix socket in the data folder; whoever may open the file is the administrator
 *   web     TCP; needs the cookie of a session, or an API token in the header Authorization
 *
 * Every route is closed unless its entry in the route table says `needs: 'nothing'`. What decides is the route that the router matched,
 * never the text of the URL: `/%61pi/v1/hosts` and `http://HOST/api/v1/hosts` match the same route as `/api/v1/hosts`.
 * Who calls is decided by the listener that took the connection, so a missing session never means the administrator.
 *
 * The web listener checks two more things before anything else, because it usually stands on a loopback address that
 * every page in the user's browser can reach:
 *   - Host: a literal address, localhost, this host's name, or that of web.publicUrl. A name that somebody else's DNS points here (DNS
 *     rebinding) is refused.
 *   - Origin, of every request that is not a GET or HEAD: the page's own. Together with SameSite=Strict cookies
 *     this is what keeps other sites from acting in the user's name (CSRF).
 */
import { refusalOf, type Route } from '@hostwire/api';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Auth } from '../auth/auth.ts';
import { socketCaller, type Caller } from '../auth/caller.ts';
import { Refusal } from '../auth/refusal.ts';

export type Listener = 'socket' | 'web';

export const sessionCookie = 'hostwire_session';

declare module 'fastify' {
  interface FastifyRequest {
    /** undefined only on routes that need nothing. */
    caller: Caller | undefined;
  }
  interface FastifyContextConfig {
    /** As in the route table. A route that does not say so is closed. */
    readonly needs?: Route['needs'];
    readonly limited?: Route['limited'];
  }
}

/** Checks every request before it is parsed. Throws HOST_REFUSED, ORIGIN_REFUSED, NOT_SIGNED_IN, NOT_ALLOWED, LIMITED. */
export function controlAccess(app: FastifyInstance, { listener, auth, publicUrl }: AccessOptions): void {
  app.decorateRequest('caller', undefined);
  app.addHook('onRequest', async (request) => {
    if (listener === 'web') {
      requireOwnHost(request.headers.host, publicUrl);
      requireOwnOrigin(request, publicUrl);
    }
    request.caller = listener === 'socket' ? socketCaller : webCaller(request, auth);
    // Where no route matched, the handler of that case serves nothing but the pages.
    if (!request.is404) requireAllowed(request);
  });
}

interface AccessOptions {
  readonly listener: Listener;
  readonly auth: Auth;
  /** Origin at which people reach the pages through a proxy. */
  readonly publicUrl?: string | undefined;
}

/** A header that holds no good token is not made good by a cookie. */
function webCaller({ headers, cookies }: FastifyRequest, auth: Auth): Caller | undefined {
  const { authorization } = headers;
  if (authorization !== undefined) {
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    return token === undefined ? undefined : auth.callerByToken(token);
  }
  const cookie = cookies[sessionCookie];
  return cookie === undefined ? undefined : auth.callerByCookie(cookie);
}

function requireAllowed(request: FastifyRequest): void {
  const { needs = 'admin', limited } = request.routeOptions.config;
  if (needs === 'nothing') return;
  const caller = callerOf(request);
  const refusal = refusalOf({ needs, limited }, caller);
  if (refusal === 'NOT_ALLOWED') {
    const why = caller.role === 'token' ? `a token with the scope ${needs}` : `the permission "${needs}"`;
    throw new Refusal('NOT_ALLOWED', `this needs ${why}: ask an administrator`);
  }
  if (refusal === 'LIMITED')
    throw new Refusal('LIMITED', 'this shows the whole fleet, and you see some hosts only');
}

/** Who makes a request to a route that needs something. Throws NOT_SIGNED_IN. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller !== undefined) return caller;
  throw new Refusal(
    'NOT_SIGNED_IN',
    'sign in first: run "hostwire login" on the collector\'s host and open the link; a program gives an API token that has not expired',
  );
}

function requireOwnHost(header: string | undefined, publicUrl: string | undefined): void {
  if (header !== undefined && (isOwnHost(header) || isSameOrigin(publicUrl, header))) return;
  throw new Refusal(
    'HOST_REFUSED',
    'this name does not belong to the collector: use its address, localhost or its own host name, or set web.publicUrl to the address that people use',
  );
}

const hostHeader = /^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i;

/** `header` is `host[:port]`, an IPv6 address in brackets. */
export function isOwnHost(header: string, ownName = hostname()): boolean {
  if (!hostHeader.test(header) || !URL.canParse(`http://${header}`)) return false;
  const name = new URL(`http://${header}`).hostname;
  const address = name.startsWith('[') ? name.slice(1, -1) : name;
  return (
    isIP(address) !== 0 ||
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === ownName.toLowerCase()
  );
}

function requireOwnOrigin({ method, headers }: FastifyRequest, publicUrl: string | undefined): void {
  if (method === 'GET' || method === 'HEAD') return;
  const site = headers['sec-fetch-site'];
  const fromElsewhere = site !== undefined && site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  const isOwn = origin === undefined || origin === publicUrl || isSameOrigin(origin, host);
  if (!fromElsewhere && isOwn) return;
  throw new Refusal('ORIGIN_REFUSED', 'this request was made by a page of another site');
}

/** Host and port alone decide: a proxy in front may have ended TLS. A request without Origin is not a browser's. */
function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || host === undefined) return false;
  const { protocol, host: own } = URL.canParse(origin) ? new URL(origin) : { protocol: '', host: '' };
  if (own === '' || !hostHeader.test(host) || !URL.canParse(`${protocol}//${host}`)) return false;
  return new URL(`${protocol}//${host}`).host === own;
}

/** For the audit log. */
export function actorOf(request: FastifyRequest): string {
  return callerOf(request).actor;
}
