import { useSignal } from '@preact/signals';
import { labelText } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import type { UserEntry } from '../api/types.ts';
import { serverNowMs } from '../clock/server-clock.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { withToast } from '../design/toast.tsx';
import { formatDuration } from '../format/instant.ts';
import { RoleDialog } from './role-dialog.tsx';
import { RemoveDialog, ResetDialog } from './user-dialogs.tsx';

type Opened = { readonly dialog: 'role' | 'reset' | 'remove'; readonly user: UserEntry };

function signsInBy({ fromProvider, hasPassword, hasSecondFactor, invitedUntilMs }: UserEntry): string {
  if (fromProvider) return 'Provider';
  if (hasPassword) return hasSecondFactor ? 'Password and code' : 'Password';
  return invitedUntilMs === null ? 'Nothing yet' : 'Invited';
}

function UserState({ user: { disabled, hasPassword, fromProvider, invitedUntilMs } }: { user: UserEntry }) {
  if (disabled) return <StateMark tone="off">Disabled</StateMark>;
  if (hasPassword || fromProvider) return <StateMark tone="good">May sign in</StateMark>;
  if (invitedUntilMs === null) return <StateMark tone="warn">Needs a new link</StateMark>;
  return <StateMark tone="off">Link good for {formatDuration(invitedUntilMs - serverNowMs())}</StateMark>;
}

interface ActionsProps {
  user: UserEntry;
  onOpen: (opened: Opened) => void;
  onToggle: () => void;
}

/** What can be done to one user. */
function Actions({ user, onOpen, onToggle }: ActionsProps) {
  const open = (dialog: Opened['dialog']) => () => onOpen({ dialog, user });
  return (
    <span class="row end">
      {!user.fromProvider && (
        <>
          <button type="button" class="button small" onClick={open('role')}>
            Role
          </button>
          <button type="button" class="button small" onClick={open('reset')}>
            New link
          </button>
        </>
      )}
      <button type="button" class="button small" onClick={onToggle}>
        {user.disabled ? 'Enable' : 'Disable'}
      </button>
      <button type="button" class="button small danger" onClick={open('remove')}>
        Remove
      </button>
    </span>
  );
}

/** Everybody who may sign in, and what may be done about each. */
export function UserList({ users, onChanged }: { users: readonly UserEntry[]; onChanged: () => void }) {
  const opened = useSignal<Opened | undefined>(undefined);
  const toggle = (user: UserEntry): void =>
    void withToast(
      () => collector.users.change({ params: { name: user.name }, body: { disabled: !user.disabled } }),
      user.disabled
        ? `${user.name} may sign in again`
        : `${user.name} is disabled, and signed out everywhere`,
    ).then(onChanged);
  const close = (): void => {
    opened.value = undefined;
    onChanged();
  };
  const { dialog, user } = opened.value ?? {};
  return (
    <Card title="Users">
      <DataTable
        caption="Users"
        columns={[
          { id: 'name', title: 'Name', cell: ({ name }) => name },
          { id: 'role', title: 'Role', cell: ({ role }) => role },
          {
            id: 'sees',
            title: 'Sees',
            cell: ({ role, labels }) => (role === 'viewer' && labelText(labels)) || 'every host',
          },
          { id: 'by', title: 'Signs in by', cell: signsInBy },
          { id: 'state', title: 'State', cell: (each) => <UserState user={each} /> },
          {
            id: 'used',
            title: 'Last seen',
            cell: ({ usedMs }) =>
              usedMs === null ? 'not signed in' : `${formatDuration(serverNowMs() - usedMs)} ago`,
          },
          {
            id: 'actions',
            title: '',
            number: true,
            cell: (each) => (
              <Actions user={each} onOpen={(next) => (opened.value = next)} onToggle={() => toggle(each)} />
            ),
          },
        ]}
        rows={users}
        keyOf={({ name }) => name}
        empty="Nobody is invited yet: you are the administrator of the login link."
      />
      {dialog === 'role' && user && <RoleDialog user={user} onClose={close} />}
      {dialog === 'reset' && user && <ResetDialog user={user} onClose={close} />}
      {dialog === 'remove' && user && <RemoveDialog user={user} onClose={close} />}
    </Card>
  );
}
