import type { InvitedUserResponse, SessionEntry, UserEntry } from '@hostwire/api';
import type { Session, User } from '../../auth/auth-file.ts';
import { Refusal } from '../../auth/refusal.ts';
import { expiryOf } from '../../auth/sessions.ts';
import { actorOf, callerOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { loginUrl } from './session.ts';

export function userHandlers(deps: ApiDependencies): HandlersOf<'users'> {
  const { auth, audit } = deps;
  const entryOf = (user: User): UserEntry => userEntry(user, auth.sessions.list());
  const invite = (user: User): InvitedUserResponse => {
    const { token, expiresMs } = auth.createLoginToken(user.name);
    return { user: entryOf(user), url: loginUrl(deps.webUrl(), token), expiresMs };
  };
  return {
    list: async () => ({ users: auth.users.list().map(entryOf) }),
    add: async ({ body, request }) => {
      const user = await auth.users.add(body);
      const detail = `${user.role} ${labelsText(user.labels)}`.trim();
      await audit.record({
        actor: actorOf(request),
        action: 'user.add',
        object: `user ${user.name}`,
        detail,
      });
      return invite(user);
    },
    change: async ({ params: { name }, body, request }) => {
      const user = await auth.users.change(name, body);
      if (user.disabled) await auth.sessions.end((session) => session.user === name);
      const detail = JSON.stringify(body);
      await audit.record({ actor: actorOf(request), action: 'user.change', object: `user ${name}`, detail });
      return { user: entryOf(user) };
    },
    reset: async ({ params: { name }, request }) => {
      await auth.users.setPassword(name, null);
      const user = await auth.users.change(name, { disabled: false });
      const ended = await auth.sessions.end((session) => session.user === name);
      const detail = `${ended} sessions ended`;
      await audit.record({ actor: actorOf(request), action: 'user.reset', object: `user ${name}`, detail });
      return invite(user);
    },
  };
}

/** People end their own sessions; who may admin ends any. */
export function sessionsHandlers({ auth, audit }: ApiDependencies): HandlersOf<'sessions'> {
  return {
    list: async ({ request }) => {
      const caller = callerOf(request);
      const isMine = ({ user }: Session) => caller.permissions.has('admin') || user === caller.user;
      const sessions = auth.sessions.list().filter(isMine);
      return { sessions: sessions.map((session) => sessionEntry(session, caller.session?.id)) };
    },
    end: async ({ params: { id }, request }) => {
      const caller = callerOf(request);
      const isAdmin = caller.permissions.has('admin');
      // "all" are one's own; who has none of their own, over the socket, means everybody's.
      const ended = await auth.sessions.end((session) =>
        id === 'all'
          ? session.user === caller.user || (isAdmin && caller.user === undefined)
          : session.id === id && (isAdmin || session.user === caller.user),
      );
      if (ended === 0 && id !== 'all') throw new Refusal('SESSION_UNKNOWN', `you have no open session ${id}`);
      const object = `session ${id.slice(0, 8)}`;
      await audit.record({ actor: caller.actor, action: 'session.end', object, detail: `${ended} ended` });
      return { ended };
    },
  };
}

function userEntry({ name, role, labels, disabled, password, createdMs }: User, open: Session[]): UserEntry {
  const used = open.filter(({ user }) => user === name).map(({ usedMs }) => usedMs);
  const usedMs = used.length === 0 ? null : Math.max(...used);
  return { name, role, labels, disabled, hasPassword: password !== null, createdMs, usedMs };
}

function sessionEntry(session: Session, currentId: string | undefined): SessionEntry {
  return { ...session, current: session.id === currentId, expiresMs: expiryOf(session) };
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}
