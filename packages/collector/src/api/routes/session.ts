import type { SessionInfo } from '@hostwire/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../auth/caller.ts';
import { verifyPassword } from '../../auth/password.ts';
import { Refusal } from '../../auth/refusal.ts';
import { expiryOf } from '../../auth/sessions.ts';
import { actorOf, callerOf, sessionCookie } from '../access-control.ts';
import { basePathOf } from '../base-path.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { linkRefusedPage } from '../link-refused-page.ts';
import type { HandlersOf } from '../serve-routes.ts';

/** Login links and the session that asks; on both listeners. */
export function sessionHandlers({ auth, audit, webUrl }: ApiDependencies): {
  loginLinks: HandlersOf<'loginLinks'>;
  session: HandlersOf<'session'>;
} {
  return {
    loginLinks: {
      create: async ({ request }) => {
        const { token, expiresMs } = auth.createLoginToken();
        const object = 'user admin';
        await audit.record({ actor: actorOf(request), action: 'login_link.create', object, detail: '' });
        return { url: loginUrl(webUrl(), token), expiresMs };
      },
    },
    session: {
      show: async ({ request }) => sessionInfoOf(callerOf(request)),
      end: async ({ request, reply }) => {
        const { session, actor, user = '' } = callerOf(request);
        if (session !== undefined) {
          await auth.sessions.end(({ id }) => id === session.id);
          await audit.record({ actor, action: 'session.end', object: `user ${user}`, detail: 'signed out' });
        }
        return reply.clearCookie(sessionCookie, cookieOptions(webUrl())).code(204).send(null);
      },
      setPassword: async ({ body: { password, current = '' }, request }) => {
        const caller = callerOf(request);
        const { user: name, actor } = caller;
        if (name === undefined)
          throw new Refusal('PASSWORD_REFUSED', 'only a user who has signed in has a password to set');
        const before = auth.users.active(name)?.password ?? null;
        if (before !== null && !(await verifyPassword(current, before)))
          throw new Refusal('PASSWORD_REFUSED', 'the current password is another one');
        await auth.users.setPassword(name, password);
        const detail = password === null ? 'removed' : 'set';
        await audit.record({ actor, action: 'user.password', object: `user ${name}`, detail });
        return sessionInfoOf(caller);
      },
    },
  };
}

/** Only on the web listener: a login ends in a cookie. */
export function loginHandlers(deps: ApiDependencies): HandlersOf<'login'> {
  const { auth, audit, webUrl } = deps;
  return {
    open: async ({ query, request, reply }) => {
      const login = await auth.logInByLink(query.token, visitorOf(request));
      if (login === undefined) {
        await refuseLogin(deps, { request, how: 'link' });
        return reply
          .code(410)
          .type('text/html; charset=utf-8')
          .send(linkRefusedPage(basePathOf(webUrl())));
      }
      const { session, cookie } = login;
      await audit.record(loginEntry(session.user, 'link', request));
      return setSession(reply, { cookie, webUrl: webUrl(), expiresMs: expiryOf(session) }).redirect(
        `${basePathOf(webUrl())}/`,
        303,
      );
    },
    byPassword: async ({ body, request, reply }) => {
      const login = await auth.logInByPassword(body, visitorOf(request));
      const caller = login && auth.callerByCookie(login.cookie);
      if (login === undefined || caller === undefined) {
        await refuseLogin(deps, { request, how: `password of ${body.name}` });
        throw new Refusal('LOGIN_REFUSED', 'name or password is wrong, or the user is disabled');
      }
      await audit.record(loginEntry(login.session.user, 'password', request));
      setSession(reply, { cookie: login.cookie, webUrl: webUrl(), expiresMs: expiryOf(login.session) });
      return sessionInfoOf(caller);
    },
  };
}

export function loginUrl(webUrl: string, token: string): string {
  return `${webUrl}/login?token=${token}`;
}

/** Only failures are charged, and only those within the limit are written down. Throws TOO_MANY_REQUESTS beyond. */
async function refuseLogin(
  { auth, audit }: ApiDependencies,
  { request, how }: { request: FastifyRequest; how: string },
): Promise<void> {
  if (!auth.failures.charge(request.ip))
    throw new Refusal('TOO_MANY_REQUESTS', 'too many logins that failed: try again in a minute');
  const entry = { actor: `nobody (${request.ip})`, action: 'login.refused', object: '', detail: how };
  await audit.record(entry);
}

function loginEntry(user: string, how: string, { ip }: FastifyRequest) {
  return { actor: `${user} (${ip})`, action: 'login', object: `user ${user}`, detail: how };
}

function visitorOf({ ip, headers }: FastifyRequest) {
  return { address: ip, browser: headers['user-agent'] ?? '' };
}

function sessionInfoOf({ user, role, permissions, labels, session }: Caller): SessionInfo {
  return {
    user: user ?? null,
    role,
    permissions: [...permissions],
    labels,
    expiresMs: session === undefined ? null : expiryOf(session),
  };
}

function setSession(
  reply: FastifyReply,
  { cookie, webUrl, expiresMs }: { cookie: string; webUrl: string; expiresMs: number },
): FastifyReply {
  return reply.setCookie(sessionCookie, cookie, { ...cookieOptions(webUrl), expires: new Date(expiresMs) });
}

function cookieOptions(webUrl: string) {
  return {
    path: basePathOf(webUrl) || '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: webUrl.startsWith('https:'),
  } as const;
}
