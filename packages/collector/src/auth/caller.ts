import { permissions, permissionsOf, type Permission, type SessionInfo } from '@hostwire/api';
import type { ApiToken, Session, User } from './auth-file.ts';

/** Who makes a request, and what they may. */
export interface Caller {
  /** For the audit log. */
  readonly actor: string;
  /** The user; undefined for an API token and over the Unix socket. */
  readonly user: string | undefined;
  readonly role: SessionInfo['role'];
  readonly permissions: ReadonlySet<Permission>;
  /** Hosts that the caller sees have all of these labels; empty: every host. */
  readonly labels: Readonly<Record<string, string>>;
  readonly session: Session | undefined;
  /** Whether what let the caller in still is good. */
  isGood(): boolean;
}

/** Whoever may open the Unix socket is the administrator. */
export const socketCaller: Caller = {
  actor: 'admin (unix socket)',
  user: undefined,
  role: 'administrator',
  permissions: new Set(permissions),
  labels: {},
  session: undefined,
  isGood: () => true,
};

export function sessionCaller(user: User, session: Session, isGood: () => boolean): Caller {
  return {
    actor: `${user.name} (web, session ${session.id.slice(0, 8)})`,
    user: user.name,
    role: user.role,
    permissions: new Set(permissionsOf(user.role)),
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
    permissions: new Set(token.scopes),
    labels: {},
    session: undefined,
    isGood,
  };
}

/** Whether a caller sees some hosts only. */
export function isLimited({ labels }: Pick<Caller, 'labels'>): boolean {
  return Object.keys(labels).length > 0;
}

/** Whether a caller sees a host with these labels. */
export function sees({ labels }: Pick<Caller, 'labels'>, of: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([key, value]) => of[key] === value);
}
