import { Refusal } from '../../auth/refusal.ts';
import { actorOf, callerOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { clearSessionCookie } from '../session-cookie.ts';
import { loginUrl } from './login-urls.ts';
import { sessionInfoOf } from './session-info.ts';

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
      show: async ({ request }) => sessionInfoOf(callerOf(request), auth),
      end: async ({ request, reply }) => {
        const { session, actor, user = '' } = callerOf(request);
        if (session !== undefined) {
          await auth.sessions.end(({ id }) => id === session.id);
          await audit.record({ actor, action: 'session.end', object: `user ${user}`, detail: 'signed out' });
        }
        return clearSessionCookie(reply, webUrl()).code(204).send(null);
      },
      setPassword: async ({ body, request }) => {
        const caller = callerOf(request);
        const { user, actor, session } = caller;
        if (user === undefined)
          throw new Refusal('PASSWORD_REFUSED', 'only a user who has signed in has a password to set');
        await auth.setOwnPassword(user, { ...body, address: request.ip });
        // Whoever knew the password before is out.
        const ended = await auth.sessions.end((each) => each.user === user && each.id !== session?.id);
        const detail = `${body.password === null ? 'removed' : 'set'}, ${ended} other sessions ended`;
        await audit.record({ actor, action: 'user.password', object: `user ${user}`, detail });
        return sessionInfoOf(caller, auth);
      },
    },
  };
}
