import { useSignal } from '@preact/signals';
import { collector } from '../api/collector.ts';
import type { InvitedUser } from '../api/types.ts';
import { ActionForm } from '../design/action-form.tsx';
import { Dialog } from '../design/dialog.tsx';
import { TextField } from '../design/text-field.tsx';
import { labelsOf } from '../enrolment/labels.ts';
import { InvitationLink } from './invitation-link.tsx';
import { RoleFields, type Role } from './role-fields.tsx';

/** Makes a user and shows the link to send. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const name = useSignal('');
  const role = useSignal<Role>('viewer');
  const labels = useSignal('');
  const invited = useSignal<InvitedUser | undefined>(undefined);
  const invite = async (): Promise<void> => {
    const limit = role.value === 'viewer' ? labelsOf(labels.value) : {};
    const request = { name: name.value.trim(), role: role.value, labels: limit };
    invited.value = await collector.users.add({ body: request });
  };
  return (
    <Dialog title="Invite somebody" onClose={onClose}>
      {invited.value ? (
        <InvitationLink invited={invited.value} onDone={onClose} />
      ) : (
        <ActionForm action="Make the link" onAction={invite}>
          <TextField label="Name: what they sign in with" value={name} required autoFocus placeholder="ann" />
          <RoleFields role={role} labels={labels} />
        </ActionForm>
      )}
    </Dialog>
  );
}
