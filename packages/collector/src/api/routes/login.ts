import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Login } from '../../auth/auth.ts';
import type { Caller } from '../../auth/caller.ts';
import { Refusal } from '../../auth/refusal.ts';
import { basePathOf } from '../base-path.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { linkRefusedPage } from '../login-refused-page.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { setSessionCookie } from '../session-cookie.ts';
import { charged, recordLogin, refuseLogin, visitorOf } from './login-attempt.ts';
import { providerLoginHandlers } from './provider-login.ts';
import { sessionInfoOf } from './session-info.ts';

/** Only on the web listener: a login ends in a cookie. */
export function loginHandlers(deps: ApiDependencies): {
  login: HandlersOf<'login'>;
  invitation: HandlersOf<'invitation'>;
} {
  const { auth, webUrl } = deps;
  return {
    login: {
      open: async ({ query, request, reply }) => {
        const login = await auth.logInByLink(query.token, visitorOf(request));
        if (login === undefined) {
          await refuseLogin(deps, { request, how: 'link' });
          const page = linkRefusedPage(basePathOf(webUrl()));
          return reply.code(410).type('text/html; charset=utf-8').send(page);
        }
        await recordLogin(deps, { login, request });
        return setSessionCookie(reply, login, webUrl()).redirect(`${basePathOf(webUrl())}/`, 303);
      },
      ways: async () => ({ provider: auth.provider ? { name: auth.provider.name } : null }),
      byPassword: async ({ body, request, reply }) => {
        const how = body.code === undefined ? 'password' : 'password and code';
        const login = await charged(deps, { request, how: `${how} of ${body.name}` }, () =>
          auth.logInByPassword(body, visitorOf(request)),
        );
        return signIn(deps, { login, request, reply });
      },
      ...providerLoginHandlers(deps),
    },
    invitation: {
      show: async ({ body: { token }, request }) => {
        const { user, expiresMs } = await charged(deps, { request, how: 'invitation' }, async () =>
          auth.invited(token),
        );
        return { user: user.name, role: user.role, labels: user.labels, expiresMs };
      },
      accept: async ({ body, request, reply }) => {
        const login = await charged(deps, { request, how: 'invitation' }, () =>
          auth.acceptInvitation(body, visitorOf(request)),
        );
        return signIn(deps, { login, request, reply });
      },
    },
  };
}

/** The answer to a login that a page asked for. */
async function signIn(
  deps: ApiDependencies,
  { login, request, reply }: { login: Login; request: FastifyRequest; reply: FastifyReply },
) {
  const { auth, webUrl } = deps;
  const caller: Caller | undefined = auth.callerByCookie(login.cookie);
  if (caller === undefined) throw new Refusal('LOGIN_REFUSED', 'the user was disabled just now');
  await recordLogin(deps, { login, request });
  setSessionCookie(reply, login, webUrl());
  return sessionInfoOf(caller, auth);
}
