import { labelText } from '@hostwire/api/client';
import type { SessionInfo } from '../api/types.ts';
import { Card } from '../design/card.tsx';
import { formatInstant } from '../format/instant.ts';
import { useSession } from '../session/current-session.ts';
import { Page } from '../shell/page.tsx';
import { PasswordCard } from './password-card.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { SessionList } from './session-list.tsx';

function Identity({ session }: { session: SessionInfo }) {
  const seen = labelText(session.labels);
  return (
    <p class="quiet">
      {session.role}
      {seen === '' ? '' : `, sees hosts with ${seen}`}
      {session.expiresMs === null ? '' : `; signed in until ${formatInstant(session.expiresMs)}`}
    </p>
  );
}

/** How somebody signs in, and where that user is signed in. */
export function AccountPage() {
  const session = useSession();
  return (
    <Page title="Account">
      <div class="stack">
        <div class="page-head">
          <h1>{session?.user ?? 'Account'}</h1>
          {session && <Identity session={session} />}
        </div>
        {session?.account?.fromProvider && (
          <Card title="Sign-in">
            <p class="card-body">You sign in with the OpenID Connect provider, which keeps your password.</p>
          </Card>
        )}
        {session?.account?.fromProvider === false && (
          <>
            <PasswordCard account={session.account} user={session.user ?? ''} />
            <SecondFactorCard account={session.account} />
          </>
        )}
        {session && <SessionList title="Where you are signed in" of={session.user ?? ''} />}
      </div>
    </Page>
  );
}
