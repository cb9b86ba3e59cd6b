import type { InvitedUserResponse } from '@hostwire/api';
import type { CommandContext } from '../../context.ts';

/** What to send to a user who has a new link. */
export function printInvitation(
  { terminal, nowMs }: CommandContext,
  { user, url, expiresMs }: InvitedUserResponse,
): void {
  const minutes = Math.max(1, Math.round((expiresMs - nowMs()) / 60_000));
  terminal.out.write(
    `${url}\n\nWith this link ${user.name} signs in as ${user.role}, once, within ${minutes} minutes.\n`,
  );
}
