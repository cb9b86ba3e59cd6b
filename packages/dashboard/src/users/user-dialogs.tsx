import { useSignal } from '@preact/signals';
import { collector } from '../api/collector.ts';
import type { InvitedUser, UserEntry } from '../api/types.ts';
import { ActionForm } from '../design/action-form.tsx';
import { Dialog } from '../design/dialog.tsx';
import { showToast } from '../design/toast.tsx';
import { InvitationLink } from './invitation-link.tsx';

interface UserDialogProps {
  user: UserEntry;
  onClose: () => void;
}

/** Takes password and second factor away, and shows a new link. */
export function ResetDialog({ user, onClose }: UserDialogProps) {
  const invited = useSignal<InvitedUser | undefined>(undefined);
  const reset = async (): Promise<void> => {
    invited.value = await collector.users.reset({ params: { name: user.name } });
  };
  return (
    <Dialog title={`A new link for ${user.name}`} onClose={onClose}>
      {invited.value ? (
        <InvitationLink invited={invited.value} onDone={onClose} />
      ) : (
        <ActionForm action="Make the link" onAction={reset}>
          <p>
            {user.name} is signed out everywhere, and the password, the second factor and any link so far are
            void. With the new link {user.name} chooses a password again.
          </p>
        </ActionForm>
      )}
    </Dialog>
  );
}

/** Asks before a user is removed for good. */
export function RemoveDialog({ user, onClose }: UserDialogProps) {
  const remove = async (): Promise<void> => {
    await collector.users.remove({ params: { name: user.name } });
    showToast('good', `${user.name} is removed`);
    onClose();
  };
  return (
    <Dialog title={`Remove ${user.name}?`} onClose={onClose}>
      <ActionForm action="Remove" tone="danger" onAction={remove}>
        <p>
          {user.name} is signed out everywhere and cannot come back. What the audit log says of {user.name}{' '}
          stays. To shut somebody out for a while, disable instead.
        </p>
      </ActionForm>
    </Dialog>
  );
}
