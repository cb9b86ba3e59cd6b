import { useSignal } from '@preact/signals';
import { postJson } from '../api/request.ts';
import type { InvitedUser, UserEntry, UsersResponse } from '../api/types.ts';
import { Card } from '../design/card.tsx';
import { CommandLine } from '../design/command-line.tsx';
import { DataTable } from '../design/data-table.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { withToast } from '../design/toast.tsx';
import { formatInstant } from '../format/instant.ts';
import { useResource } from '../resource/use-resource.ts';

const refreshMs = 30_000;
const roles: readonly UserEntry['role'][] = ['viewer', 'operator', 'administrator'];

function AddUser({ onAdded }: { onAdded: () => void }) {
  const name = useSignal('');
  const role = useSignal<UserEntry['role']>('viewer');
  const invited = useSignal<InvitedUser | undefined>(undefined);
  const add = async (): Promise<void> => {
    const done = await withToast(async () => {
      const request = { name: name.value, role: role.value };
      invited.value = (await postJson<InvitedUser>('/api/v1/users', request)).body;
    }, `${name.value} may sign in with the link`);
    if (done) onAdded();
  };
  return (
    <form
      class="card-body stack"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div class="row">
        <input
          class="input"
          required
          aria-label="Name of a new user"
          placeholder="Name of a new user"
          value={name.value}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
        <select
          class="input"
          aria-label="Role"
          value={role.value}
          onChange={(event) => (role.value = event.currentTarget.value as UserEntry['role'])}
        >
          {roles.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
        <button type="submit" class="button accent">
          Add
        </button>
      </div>
      {invited.value && (
        <div class="stack" role="status">
          <CommandLine command={invited.value.url} />
          <p class="quiet">
            This link signs {invited.value.user.name} in, once, until {formatInstant(invited.value.expiresMs)}
            .
          </p>
        </div>
      )}
    </form>
  );
}

/** Who may sign in; only for those who may see it. */
export function UsersCard() {
  const { body, reload } = useResource<UsersResponse>('/api/v1/users', refreshMs);
  if (body === undefined) return null;
  const toggle = ({ name, disabled }: UserEntry): void =>
    void withToast(
      () => postJson(`/api/v1/users/${encodeURIComponent(name)}`, { disabled: !disabled }),
      disabled ? `${name} may sign in again` : `${name} is shut out`,
    ).then(reload);
  return (
    <Card title="Users">
      <DataTable
        caption="Users"
        columns={[
          { id: 'name', title: 'Name', cell: ({ name }) => name },
          { id: 'role', title: 'Role', cell: ({ role }) => role },
          {
            id: 'state',
            title: 'State',
            cell: ({ disabled }) => (
              <StateMark tone={disabled ? 'off' : 'good'}>{disabled ? 'Shut out' : 'May sign in'}</StateMark>
            ),
          },
          {
            id: 'used',
            title: 'Last seen',
            cell: ({ usedMs }) => (usedMs === null ? 'never' : formatInstant(usedMs)),
          },
          {
            id: 'actions',
            title: '',
            number: true,
            cell: (user) => (
              <button type="button" class="button small" onClick={() => toggle(user)}>
                {user.disabled ? 'Let in' : 'Shut out'}
              </button>
            ),
          },
        ]}
        rows={body.users}
        keyOf={({ name }) => name}
        empty="Nobody has a name yet: links sign in as the administrator."
      />
      <AddUser onAdded={reload} />
    </Card>
  );
}
