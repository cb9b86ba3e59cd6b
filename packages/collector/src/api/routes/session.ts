import { callerOf, sessionCookie } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { linkRefusedPage } from '../link-refused-page.ts';
import { Refusal } from '../refusal.ts';
import type { HandlersOf } from '../serve-routes.ts';

/** Login links and sessions; on both listeners. */
export function sessionHandlers({ auth, webUrl }: ApiDependencies): {
  loginLinks: HandlersOf<'loginLinks'>;
  session: HandlersOf<'session'>;
} {
  return {
    loginLinks: {
      create: async () => {
        const { token, expiresMs } = auth.createLoginToken();
        return { url: `${webUrl()}/login?token=${token}`, expiresMs };
      },
    },
    session: {
      show: async ({ request }) => ({
        role: 'admin' as const,
        expiresMs: callerOf(request).session?.expiresMs ?? null,
      }),
      end: async ({ request, reply }) => {
        const { session } = callerOf(request);
        if (session !== undefined) await auth.logOut(session);
        return reply.clearCookie(sessionCookie, cookieOptions(webUrl())).code(204).send(null);
      },
    },
  };
}

/** Only on the web listener. */
export function loginHandlers({ auth, webUrl }: ApiDependencies): HandlersOf<'login'> {
  return {
    open: async ({ query, request, reply }) => {
      const login = auth.logIn(query.token);
      if (login === undefined) {
        if (auth.chargeFailure(request.ip))
          return reply.code(410).type('text/html; charset=utf-8').send(linkRefusedPage);
        throw new Refusal('TOO_MANY_REQUESTS', 'too many links that are not good: try again in a minute');
      }
      const expires = new Date(login.session.expiresMs);
      return reply
        .setCookie(sessionCookie, login.cookie, { ...cookieOptions(webUrl()), expires })
        .redirect('/', 303);
    },
  };
}

function cookieOptions(webUrl: string) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: webUrl.startsWith('https:') } as const;
}
