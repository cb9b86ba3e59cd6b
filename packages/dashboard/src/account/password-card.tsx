import { useSignal } from '@preact/signals';
import { collector } from '../api/collector.ts';
import type { SessionInfo } from '../api/types.ts';
import { ActionForm } from '../design/action-form.tsx';
import { Card } from '../design/card.tsx';
import { TextField } from '../design/text-field.tsx';
import { showToast } from '../design/toast.tsx';
import { reloadSession } from '../session/current-session.ts';

interface PasswordCardProps {
  account: NonNullable<SessionInfo['account']>;
  user: string;
}

/** Sets or changes the own password. */
export function PasswordCard({ account: { hasPassword }, user }: PasswordCardProps) {
  const current = useSignal('');
  const password = useSignal('');
  const save = async (): Promise<void> => {
    const given = hasPassword ? { current: current.value } : {};
    await collector.session.setPassword({ body: { password: password.value, ...given } });
    current.value = password.value = '';
    await reloadSession();
    showToast('good', 'The password is set; you are signed out everywhere else');
  };
  return (
    <Card
      title="Password"
      note={hasPassword ? `you sign in as ${user}` : 'none yet: you sign in by links only'}
    >
      <div class="card-body form">
        <ActionForm action={hasPassword ? 'Change the password' : 'Set a password'} onAction={save}>
          <input
            class="visually-hidden"
            aria-label="Name"
            tabIndex={-1}
            autocomplete="username"
            readOnly
            value={user}
          />
          {hasPassword && (
            <TextField
              label="Password so far"
              value={current}
              secret
              required
              autocomplete="current-password"
            />
          )}
          <TextField
            label="New password: at least 10 characters, a few words are best"
            value={password}
            secret
            required
            autocomplete="new-password"
          />
        </ActionForm>
      </div>
    </Card>
  );
}
