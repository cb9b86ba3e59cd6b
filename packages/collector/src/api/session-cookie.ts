import type { FastifyReply } from 'fastify';
import type { Login } from '../auth/auth.ts';
import { expiryOf } from '../auth/sessions.ts';
import { sessionCookie } from './access-control.ts';
import { basePathOf } from './base-path.ts';

/** `webUrl`: how people reach the pages; decides about the path, and whether the cookie goes over TLS only. */
export function setSessionCookie(
  reply: FastifyReply,
  { cookie, session }: Login,
  webUrl: string,
): FastifyReply {
  return reply.setCookie(sessionCookie, cookie, {
    ...sessionCookieOptions(webUrl),
    expires: new Date(expiryOf(session)),
  });
}

export function clearSessionCookie(reply: FastifyReply, webUrl: string): FastifyReply {
  return reply.clearCookie(sessionCookie, sessionCookieOptions(webUrl));
}

function sessionCookieOptions(webUrl: string) {
  return {
    path: basePathOf(webUrl) || '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: webUrl.startsWith('https:'),
  } as const;
}
