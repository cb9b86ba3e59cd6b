import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { getJson, RequestError } from '../api/request.ts';
import { CommandLine } from '../design/command-line.tsx';
import { PasswordForm } from './password-form.tsx';
import { signedOut } from './session.ts';

const checkMs = 3_000;

/** Says how to get a new link, and goes on by itself when a session exists again (opened in another tab). */
export function SignedOutPage({ onSignedIn }: { onSignedIn: () => void }) {
  const unreachable = useSignal(false);
  useEffect(() => {
    const gone = new AbortController();
    const check = async (): Promise<void> => {
      try {
        await getJson('/api/v1/session', gone.signal);
        signedOut.value = false;
        onSignedIn();
      } catch (error) {
        // 401 is what this page is about; silence is worth saying.
        unreachable.value = error instanceof RequestError && error.code === 'UNREACHABLE';
      }
    };
    const timer = setInterval(() => void (document.hidden || check()), checkMs);
    return () => {
      clearInterval(timer);
      gone.abort();
    };
  }, [onSignedIn, unreachable]);
  return (
    <main id="content" class="centred" tabIndex={-1}>
      <h1>You are signed out</h1>
      <PasswordForm
        onSignedIn={() => {
          signedOut.value = false;
          onSignedIn();
        }}
      />
      <p>Or with a link that works once. On the machine where the collector runs, print a new one:</p>
      <CommandLine command="npx hostwire login" />
      <p>
        Open the link it prints in this browser. This page goes on by itself as soon as you are signed in;
        nothing is lost meanwhile, the collector keeps recording.
      </p>
      {unreachable.value && (
        <p class="problem" role="status">
          The collector does not answer right now. Check that it runs: <code>npx hostwire doctor</code>.
        </p>
      )}
    </main>
  );
}
