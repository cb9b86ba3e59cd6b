import { useSignal } from '@preact/signals';
import { postJson, RequestError } from '../api/request.ts';

/** Signs in by name and password, for users who have one. */
export function PasswordForm({ onSignedIn }: { onSignedIn: () => void }) {
  const name = useSignal('');
  const password = useSignal('');
  const refused = useSignal('');
  const signIn = async (): Promise<void> => {
    try {
      await postJson('/api/v1/login', { name: name.value, password: password.value });
      onSignedIn();
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      refused.value = error.message;
    }
  };
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        void signIn();
      }}
    >
      <input
        class="input"
        required
        autocomplete="username"
        aria-label="Name"
        placeholder="Name"
        value={name.value}
        onInput={(event) => (name.value = event.currentTarget.value)}
      />
      <input
        class="input"
        required
        type="password"
        autocomplete="current-password"
        aria-label="Password"
        placeholder="Password"
        value={password.value}
        onInput={(event) => (password.value = event.currentTarget.value)}
      />
      <button type="submit" class="button accent">
        Sign in
      </button>
      {refused.value !== '' && (
        <p class="problem" role="alert">
          {refused.value}
        </p>
      )}
    </form>
  );
}
