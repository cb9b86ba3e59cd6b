/**
 * Who may come in. Two doors lead to the same API:
 *
 *   socket  the unix socket in the data folder; whoever may open the file is the administrator
 *   web     TCP; everything under /api/v1 needs the cookie of a session, whatever is not there is open
 *
 * On the web door two more things are checked before anything else, because the door usually stands on a loopback
 * address that every page in the user's browser can reach:
 *   - Host: a literal address, localhost, this host's name. A name that somebody else's DNS points here (DNS
 *     rebinding) is refused.
 *   - Origin, of every request that is not a GET or HEAD: the page's own. Together with SameSite=Strict cookies
 *     this is what keeps other sites from acting in the user's name (CSRF).
 */
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { HostwireError } from '@hostwire/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { People } from '../people/people.ts';
import type { Session } from '../people/session-cookie.ts';

export type Door = 'socket' | 'web';

export const sessionCookie = 'hostwire_session';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the web door; undefined on the socket, and where none is needed. */
    session: Session | undefined;
  }
}

const protectedPrefix = '/api/';

/** Checks every request before it is parsed. Throws HOST_REFUSED, ORIGIN_REFUSED, NOT_SIGNED_IN. */
export function guardWebDoor(app: FastifyInstance, people: People): void {
  app.addHook('onRequest', async (request) => {
    requireOwnHost(request.headers.host);
    requireOwnOrigin(request);
    const cookie = request.cookies[sessionCookie];
    request.session = cookie === undefined ? undefined : people.session(cookie);
    if (request.url.startsWith(protectedPrefix) && request.session === undefined) {
      throw new HostwireError(
        'NOT_SIGNED_IN',
        'sign in first: run "hostwire login" on the collector\'s host and open the link',
      );
    }
  });
}

function requireOwnHost(header: string | undefined): void {
  if (header !== undefined && isOwnHost(header)) return;
  throw new HostwireError(
    'HOST_REFUSED',
    'this name does not belong to the collector: use its address, localhost or its own host name',
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

function requireOwnOrigin({ method, headers }: FastifyRequest): void {
  if (method === 'GET' || method === 'HEAD') return;
  const site = headers['sec-fetch-site'];
  const fromElsewhere = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (!fromElsewhere && (headers.origin === undefined || isSameOrigin(headers.origin, headers.host))) return;
  throw new HostwireError('ORIGIN_REFUSED', 'this request was made by a page of another site');
}

/** Host and port alone decide: a proxy in front may have ended TLS. A request without Origin is not a browser's. */
function isSameOrigin(origin: string, host: string | undefined): boolean {
  return (
    URL.canParse(origin) && host !== undefined && new URL(origin).host === new URL(`http://${host}`).host
  );
}

/** For the audit log. */
export function actorOf(request: FastifyRequest): string {
  return request.session === undefined
    ? 'admin (unix socket)'
    : `admin (web, session ${request.session.id.slice(0, 8)})`;
}
