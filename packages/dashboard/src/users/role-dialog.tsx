import { useSignal } from '@preact/signals';
import { labelText } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import type { UserEntry } from '../api/types.ts';
import { ActionForm } from '../design/action-form.tsx';
import { Dialog } from '../design/dialog.tsx';
import { showToast } from '../design/toast.tsx';
import { labelsOf } from '../enrolment/labels.ts';
import { RoleFields, type Role } from './role-fields.tsx';

/** Changes what a user may do, and which hosts a viewer sees. */
export function RoleDialog({ user, onClose }: { user: UserEntry; onClose: () => void }) {
  const role = useSignal<Role>(user.role);
  const labels = useSignal(labelText(user.labels));
  const save = async (): Promise<void> => {
    const limit = role.value === 'viewer' ? labelsOf(labels.value) : {};
    const body = { role: role.value, labels: limit };
    await collector.users.change({ params: { name: user.name }, body });
    showToast('good', `${user.name} is ${role.value} from now on`);
    onClose();
  };
  return (
    <Dialog title={`What ${user.name} may do`} onClose={onClose}>
      <ActionForm action="Save" onAction={save}>
        <RoleFields role={role} labels={labels} />
      </ActionForm>
    </Dialog>
  );
}
