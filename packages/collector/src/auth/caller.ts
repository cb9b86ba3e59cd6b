import { permissions, permissionsOf, type Rights, type SessionInfo } from '@hostwire/api';
import type { ApiToken, Session, User } from './auth-file.ts';

/** Who makes a request, and what they may. */
export interface Caller extends Rights {
  /** For the audit log. */
  readonly actor: string;
  /** The user; undefined for an API token and over the Unix socket. */
  readonly user: string | undefined;
  readonly role: SessionInfo['role'];
  readonly session: Session | undefined;
  /** Whether what let the caller in still is good. */
  isGood(): boolean;
}

/** Whoever may open the Unix socket is the administrator. */
export const socketCaller: Caller = {
  actor: 'admin (unix socket)',
  user: undefined,
  role: 'administrator',
  permissions,
  labels: {},
  session: undefined,
  isGood: () => true,
};

export function sessionCaller(user: User, session: Session, isGood: () => boolean): Caller {
  return {
    actor: `${user.name} (web, session ${session.id.slice(0, 8)})`,
    user: user.name,
    role: user.role,
    permissions: permissionsOf(user.role),
    labels: user.role === 'viewer' ? user.labels : {},
    session,
    isGood,
  };
}

export function tokenCaller(token: ApiToken, isGood: () => boolean): Caller {
  return {
    actor: `API token ${token.name} (${token.id})`,
    user: undefined,
    role: 'token',
    permissions: token.scopes,
    labels: {},
    session: undefined,
    isGood,
  };
}

/** Whether a caller sees a host with these labels. */
export function sees({ labels }: Pick<Caller, 'labels'>, of: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([key, value]) => of[key] === value);
}
