import type { FastifyReply, FastifyRequest } from 'fastify';
import { apiErrors, isApiErrorCode } from '@hostwire/api';
import type { IdentityProvider } from '../../auth/provider/identity-provider.ts';
import { providerLimits } from '../../auth/provider/identity-provider.ts';
import { Refusal } from '../../auth/refusal.ts';
import { basePathOf } from '../base-path.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { providerRefusedPage } from '../login-refused-page.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { setSessionCookie } from '../session-cookie.ts';
import { providerCallbackUrl } from './login-urls.ts';
import { recordLogin, visitorOf } from './login-attempt.ts';

/** Binds a sign-in with the provider to the browser that began it. */
const browserCookie = 'hostwire_login';

/** Browsers come here by links and redirects: what goes wrong is a page. */
export function providerLoginHandlers(
  deps: ApiDependencies,
): Pick<HandlersOf<'login'>, 'toProvider' | 'fromProvider'> {
  const { auth, webUrl } = deps;
  return {
    toProvider: ({ request, reply }) =>
      withPage(deps, { request, reply }, async () => {
        const { url, browserKey } = await providerOf(deps).begin(providerCallbackUrl(webUrl()));
        const maxAge = providerLimits.pendingMs / 1_000;
        return reply
          .setCookie(browserCookie, browserKey, { ...browserCookieOptions(webUrl()), maxAge })
          .redirect(url.href, 303);
      }),
    fromProvider: ({ request, reply }) =>
      withPage(deps, { request, reply }, async () => {
        const callback = new URL(providerCallbackUrl(webUrl()));
        callback.search = new URL(request.url, callback).search;
        const person = await providerOf(deps).finish(callback, request.cookies[browserCookie]);
        const login = await auth.logInByProvider(person, visitorOf(request));
        await recordLogin(deps, { login, request });
        reply.clearCookie(browserCookie, browserCookieOptions(webUrl()));
        return setSessionCookie(reply, login, webUrl()).redirect(`${basePathOf(webUrl())}/`, 303);
      }),
  };
}

function providerOf({ auth: { provider } }: ApiDependencies): IdentityProvider {
  if (provider !== undefined) return provider;
  throw new Refusal('PROVIDER_FAILED', 'no OpenID Connect provider is set up here (web.auth.oidc)');
}

async function withPage(
  { audit, webUrl, auth }: ApiDependencies,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  run: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Refusal) || !isApiErrorCode(error.code)) throw error;
    if (auth.failures.charge(request.ip)) {
      const actor = `nobody (${request.ip})`;
      await audit.record({
        actor,
        action: 'login.refused',
        object: '',
        detail: `provider: ${error.message}`,
      });
    }
    const page = providerRefusedPage(basePathOf(webUrl()), error.message);
    return reply.code(apiErrors[error.code].status).type('text/html; charset=utf-8').send(page);
  }
}

/** Lax: the browser comes back from another site. */
function browserCookieOptions(webUrl: string) {
  return {
    path: `${basePathOf(webUrl)}/login/provider`,
    httpOnly: true,
    sameSite: 'lax',
    secure: webUrl.startsWith('https:'),
  } as const;
}
