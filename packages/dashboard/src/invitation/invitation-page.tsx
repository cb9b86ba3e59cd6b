import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { ApiError, labelText } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import type { InvitationInfo } from '../api/types.ts';
import { ActionForm } from '../design/action-form.tsx';
import { TextField } from '../design/text-field.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { reloadSession } from '../session/current-session.ts';
import { signedOut } from '../session/session.ts';

/** What the role lets somebody do, in a few words. */
const roleWords = {
  viewer: 'look at hosts, charts and alerts',
  operator: 'look at everything, acknowledge and silence alerts, and change labels and settings',
  administrator: 'do everything, also invite others',
} as const;

function Welcome({ user, role, labels }: InvitationInfo) {
  const seen = labelText(labels);
  return (
    <p>
      You are invited as <strong>{user}</strong>, {role}: you may {roleWords[role]}
      {seen === '' ? '' : `, only of hosts with ${seen}`}. Choose a password; with it and the name {user} you
      sign in from now on.
    </p>
  );
}

function ChoosePassword({ token, user }: { token: string; user: string }) {
  const { route } = useLocation();
  const name = useSignal(user);
  const password = useSignal('');
  const accept = async (): Promise<void> => {
    await collector.invitation.accept({ body: { token, password: password.value } });
    signedOut.value = false;
    await reloadSession();
    route('/', true);
  };
  return (
    <ActionForm action="Set the password and sign in" onAction={accept}>
      <input
        class="visually-hidden"
        aria-label="Name"
        tabIndex={-1}
        autocomplete="username"
        readOnly
        value={name.value}
      />
      <TextField
        label="Password: at least 10 characters, a few words are best"
        value={password}
        secret
        required
        autoFocus
        autocomplete="new-password"
      />
    </ActionForm>
  );
}

/** Where an invitation link leads: its token stands behind #. */
export function InvitationPage() {
  usePageTitle('Invitation');
  const token = globalThis.location.hash.slice(1);
  const invitation = useSignal<InvitationInfo | undefined>(undefined);
  const refused = useSignal('');
  useEffect(() => {
    collector.invitation
      .show({ body: { token: token || '-' } })
      .then((info) => (invitation.value = info))
      .catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        refused.value = error.message;
      });
  }, [token, invitation, refused]);
  return (
    <main id="content" class="centred narrow" tabIndex={-1}>
      <h1>{refused.value === '' ? 'Welcome to Hostwire' : 'This invitation is no longer good'}</h1>
      {refused.value !== '' && (
        <>
          <p class="problem" role="alert">
            {refused.value}
          </p>
          <p>
            Have you a password already? <a href="/signed-out">Sign in</a>
          </p>
        </>
      )}
      {invitation.value && (
        <>
          <Welcome {...invitation.value} />
          <ChoosePassword token={token} user={invitation.value.user} />
        </>
      )}
    </main>
  );
}
