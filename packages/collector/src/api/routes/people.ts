import { z } from 'zod';
import type { ApiApp } from '../app-type.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { callerOf, sessionCookie } from '../access-control.ts';
import { loginLink, sessionInfo } from '../schemas/session.ts';
import { linkRefusedPage } from '../link-refused-page.ts';

const loginLimit = { max: 10, timeWindow: 60_000 };

/** Login links and sessions; on both listeners. */
export function sessionRoutes(app: ApiApp, { people, webUrl }: ApiDependencies): void {
  app.post(
    '/api/v1/login-links',
    { schema: { summary: 'Make a link that signs in once', response: { 200: loginLink } } },
    async () => {
      const { token, expiresMs } = people.createLoginToken();
      return { url: `${webUrl()}/login?token=${token}`, expiresMs };
    },
  );

  app.get(
    '/api/v1/session',
    { schema: { summary: 'Who asks', response: { 200: sessionInfo } } },
    async (request) => ({
      role: 'admin' as const,
      expiresMs: callerOf(request).session?.expiresMs ?? null,
    }),
  );

  app.delete(
    '/api/v1/session',
    { schema: { summary: 'Sign out', response: { 204: z.null() } } },
    async (request, reply) => {
      const { session } = callerOf(request);
      if (session !== undefined) await people.logOut(session);
      return reply.clearCookie(sessionCookie, cookieOptions(webUrl())).code(204).send(null);
    },
  );
}

/** Only on the web listener. */
export function loginRoute(app: ApiApp, { people, webUrl }: ApiDependencies): void {
  app.get(
    '/login',
    {
      config: { access: 'public', rateLimit: loginLimit },
      schema: {
        summary: 'Sign in by a one-time link',
        querystring: z.object({ token: z.string().max(200).default('') }),
      },
    },
    async ({ query }, reply) => {
      const login = people.logIn(query.token);
      if (login === undefined) return reply.code(410).type('text/html; charset=utf-8').send(linkRefusedPage);
      const expires = new Date(login.session.expiresMs);
      return reply
        .setCookie(sessionCookie, login.cookie, { ...cookieOptions(webUrl()), expires })
        .redirect('/', 303);
    },
  );
}

function cookieOptions(webUrl: string) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: webUrl.startsWith('https:') } as const;
}
