import { ApiError } from '@hostwire/api/client';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { collector } from '../api/collector.ts';
import { CommandLine } from '../design/command-line.tsx';
import { ProviderButton } from './provider-button.tsx';
import { signedOut } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';

const checkMs = 3_000;

/** Signs in by password, provider or link, and goes on by itself when a session exists again (opened in another tab). */
export function SignedOutPage({ onSignedIn }: { onSignedIn: () => void }) {
  const unreachable = useSignal(false);
  useEffect(() => {
    const gone = new AbortController();
    const check = async (): Promise<void> => {
      try {
        await collector.session.show({ signal: gone.signal });
        signedOut.value = false;
        onSignedIn();
      } catch (error) {
        // 401 is what this page is about; silence is worth saying.
        unreachable.value = error instanceof ApiError && error.code === 'UNREACHABLE';
      }
    };
    const timer = setInterval(() => void (document.hidden || check()), checkMs);
    return () => {
      clearInterval(timer);
      gone.abort();
    };
  }, [onSignedIn, unreachable]);
  return (
    <main id="content" class="centred narrow" tabIndex={-1}>
      <h1>Sign in to Hostwire</h1>
      <SignInForm
        onSignedIn={() => {
          signedOut.value = false;
          onSignedIn();
        }}
      />
      <ProviderButton />
      <p class="quiet">
        No password yet, or forgotten? An administrator sends you an invitation link (page Users). The
        administrator’s own link, which works once, is printed on the machine where the collector runs:
      </p>
      <CommandLine command="npx hostwire login" />
      <p class="quiet">
        This page goes on by itself as soon as you are signed in; nothing is lost meanwhile, the collector
        keeps recording.
      </p>
      {unreachable.value && (
        <p class="problem" role="status">
          The collector does not answer right now. Check that it runs: <code>npx hostwire doctor</code>.
        </p>
      )}
    </main>
  );
}
