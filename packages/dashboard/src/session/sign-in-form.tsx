import { ApiError } from '@hostwire/api/client';
import { useSignal } from '@preact/signals';
import { collector } from '../api/collector.ts';
import { ActionForm } from '../design/action-form.tsx';
import { TextField } from '../design/text-field.tsx';

/** Signs in by name and password; asks for a code where the user has a second factor. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const name = useSignal('');
  const password = useSignal('');
  const code = useSignal('');
  const needsCode = useSignal(false);
  const signIn = async (): Promise<void> => {
    const given = needsCode.value ? { code: code.value } : {};
    try {
      await collector.login.byPassword({ body: { name: name.value, password: password.value, ...given } });
    } catch (error) {
      const isAsked = error instanceof ApiError && error.code === 'CODE_NEEDED';
      if (!isAsked) throw error;
      needsCode.value = true;
      return;
    }
    onSignedIn();
  };
  if (needsCode.value)
    return (
      <ActionForm key="code" action="Sign in" onAction={signIn}>
        <TextField
          label={`Code that the app of ${name.value} shows, or a recovery code`}
          value={code}
          required
          autoFocus
          autocomplete="one-time-code"
        />
      </ActionForm>
    );
  return (
    <ActionForm key="password" action="Sign in" onAction={signIn}>
      <TextField label="Name" value={name} required autoFocus autocomplete="username" />
      <TextField label="Password" value={password} secret required autocomplete="current-password" />
    </ActionForm>
  );
}
