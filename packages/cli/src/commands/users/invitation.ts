import type { InvitedUserResponse } from '@hostwire/api';
import type { CommandContext } from '../../context.ts';

/** What to send to a user who has a new invitation. */
export function printInvitation(
  { terminal, nowMs }: CommandContext,
  { user, url, expiresMs }: InvitedUserResponse,
): void {
  const hours = Math.max(1, Math.round((expiresMs - nowMs()) / 3_600_000));
  terminal.out.write(
    `${url}\n\nWith this link ${user.name} chooses a password and signs in as ${user.role}. It works once, within ${hours} hours, and is not shown again.\n`,
  );
}
