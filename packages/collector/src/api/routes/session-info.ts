import type { SessionInfo } from '@hostwire/api';
import type { Auth } from '../../auth/auth.ts';
import type { Caller } from '../../auth/caller.ts';
import { expiryOf } from '../../auth/sessions.ts';

/** Who somebody is, and how that user signs in. */
export function sessionInfoOf({ user, role, permissions, labels, session }: Caller, auth: Auth): SessionInfo {
  return {
    user: user ?? null,
    role,
    permissions: [...permissions],
    labels,
    expiresMs: session === undefined ? null : expiryOf(session),
    account: user === undefined ? null : accountOf(user, auth),
  };
}

function accountOf(name: string, { users, secondFactors }: Auth): SessionInfo['account'] {
  const user = users.active(name);
  const factor = secondFactors.of(name);
  return {
    hasPassword: (user?.password ?? null) !== null,
    fromProvider: (user?.provider ?? null) !== null,
    secondFactor: factor ? { sinceMs: factor.sinceMs, recoveryCodesLeft: factor.recovery.length } : null,
  };
}
