import type { InvitedUserResponse, SessionEntry, UserEntry } from '@hostwire/api';
import type { Auth } from '../../auth/auth.ts';
import type { Session, User } from '../../auth/auth-file.ts';
import { Refusal } from '../../auth/refusal.ts';
import { expiryOf } from '../../auth/sessions.ts';
import { actorOf, callerOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { invitationUrl } from './login-urls.ts';

export function userHandlers(deps: ApiDependencies): HandlersOf<'users'> {
  const { auth, audit } = deps;
  const entryOf = (user: User): UserEntry => userEntry(user, auth);
  const invite = async (user: User): Promise<InvitedUserResponse> => {
    const { token, expiresMs } = await auth.invitations.create(user.name);
    return { user: entryOf(user), url: invitationUrl(deps.webUrl(), token), expiresMs };
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
      const ended = await auth.strip(name);
      const detail = `password and second factor removed, ${ended} sessions ended`;
      await audit.record({ actor: actorOf(request), action: 'user.reset', object: `user ${name}`, detail });
      return invite(auth.users.known(name));
    },
    remove: async ({ params: { name }, request }) => {
      const user = await auth.removeUser(name);
      const detail = `was ${user.role}`;
      await audit.record({ actor: actorOf(request), action: 'user.remove', object: `user ${name}`, detail });
      return { user: entryOf(user) };
    },
  };
}

/** People end their own sessions; who may admin ends any. */
export function sessionsHandlers({ auth, audit }: ApiDependencies): HandlersOf<'sessions'> {
  return {
    list: async ({ request }) => {
      const caller = callerOf(request);
      const isMine = ({ user }: Session) => caller.permissions.includes('admin') || user === caller.user;
      const sessions = auth.sessions.list().filter(isMine);
      return { sessions: sessions.map((session) => sessionEntry(session, caller.session?.id)) };
    },
    end: async ({ params: { id }, request }) => {
      const caller = callerOf(request);
      const isAdmin = caller.permissions.includes('admin');
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

function userEntry(user: User, { sessions, secondFactors, invitations }: Auth): UserEntry {
  const { name, role, labels, disabled, password, provider, createdMs } = user;
  const used = sessions.list().filter((session) => session.user === name);
  return {
    name,
    role,
    labels,
    disabled,
    hasPassword: password !== null,
    hasSecondFactor: secondFactors.of(name) !== undefined,
    fromProvider: provider !== null,
    invitedUntilMs: invitations.of(name)?.expiresMs ?? null,
    createdMs,
    usedMs: used.length === 0 ? null : Math.max(...used.map(({ usedMs }) => usedMs)),
  };
}

function sessionEntry(session: Session, currentId: string | undefined): SessionEntry {
  return { ...session, current: session.id === currentId, expiresMs: expiryOf(session) };
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}
