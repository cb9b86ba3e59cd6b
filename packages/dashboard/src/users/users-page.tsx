import { useSignal } from '@preact/signals';
import { collector } from '../api/collector.ts';
import { SessionList } from '../account/session-list.tsx';
import { Failure } from '../design/failure.tsx';
import { useResource } from '../resource/use-resource.ts';
import { Page } from '../shell/page.tsx';
import { ApiTokenCard } from './api-token-card.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { UserList } from './user-list.tsx';

const refreshMs = 30_000;

/** Who and what may come in: users, their sessions, API tokens. */
export function UsersPage() {
  const { body, error, reload } = useResource(collector.users.list, { everyMs: refreshMs });
  const isInviting = useSignal(false);
  return (
    <Page title="Users" stale={error !== undefined && body !== undefined}>
      <div class="stack">
        <div class="page-head">
          <h1>Users</h1>
          {body && (
            <button type="button" class="button accent push" onClick={() => (isInviting.value = true)}>
              Invite somebody
            </button>
          )}
        </div>
        {body === undefined && error !== undefined && (
          <Failure what="The users could not be loaded" error={error} onRetry={reload} />
        )}
        {body && (
          <>
            <UserList users={body.users} onChanged={reload} />
            <SessionList title="Sessions" />
            <ApiTokenCard />
          </>
        )}
      </div>
      {isInviting.value && (
        <InviteDialog
          onClose={() => {
            isInviting.value = false;
            reload();
          }}
        />
      )}
    </Page>
  );
}
