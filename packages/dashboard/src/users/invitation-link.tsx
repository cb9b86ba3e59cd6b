import type { InvitedUser } from '../api/types.ts';
import { CommandLine } from '../design/command-line.tsx';
import { formatInstant } from '../format/instant.ts';

/** The link to send, this once. */
export function InvitationLink({ invited, onDone }: { invited: InvitedUser; onDone: () => void }) {
  return (
    <div class="stack" role="status">
      <p>
        Send this link to {invited.user.name}, who chooses a password with it. It works once, until{' '}
        {formatInstant(invited.expiresMs)}, and is not shown again.
      </p>
      <CommandLine command={invited.url} />
      <div class="dialog-actions">
        <button type="button" class="button accent" onClick={onDone}>
          Done
        </button>
      </div>
    </div>
  );
}
