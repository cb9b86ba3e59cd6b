import { useSignal } from '@preact/signals';
import type { SessionInfo } from '../api/types.ts';
import { Card } from '../design/card.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { formatInstant } from '../format/instant.ts';
import { NewAppDialog } from './new-app-dialog.tsx';
import { RemoveAppDialog, RenewCodesDialog } from './code-dialogs.tsx';

type Account = NonNullable<SessionInfo['account']>;

function Explanation({ hasPassword, secondFactor }: Account) {
  if (secondFactor !== null)
    return (
      <p>
        <StateMark tone="good">On</StateMark> since {formatInstant(secondFactor.sinceMs)};{' '}
        {secondFactor.recoveryCodesLeft === 0
          ? 'no recovery code is left: make new ones.'
          : `${secondFactor.recoveryCodesLeft} recovery codes are left.`}
      </p>
    );
  return (
    <p class="quiet">
      An app on your phone shows a code that changes every 30 seconds. With it a password that somebody saw or
      guessed is not enough to sign in.
      {hasPassword ? '' : ' Set a password first: codes are asked for besides it.'}
    </p>
  );
}

/** Codes of an app besides the password. */
export function SecondFactorCard({ account }: { account: Account }) {
  const open = useSignal<'new' | 'codes' | 'remove' | undefined>(undefined);
  const close = (): void => void (open.value = undefined);
  return (
    <Card title="Second factor">
      <div class="card-body stack">
        <Explanation {...account} />
        {account.secondFactor === null ? (
          <div>
            <button
              type="button"
              class="button"
              disabled={!account.hasPassword}
              onClick={() => (open.value = 'new')}
            >
              Set up an app
            </button>
          </div>
        ) : (
          <div class="row">
            <button type="button" class="button" onClick={() => (open.value = 'codes')}>
              New recovery codes
            </button>
            <button type="button" class="button danger" onClick={() => (open.value = 'remove')}>
              Remove the app
            </button>
          </div>
        )}
      </div>
      {open.value === 'new' && <NewAppDialog onClose={close} />}
      {open.value === 'codes' && <RenewCodesDialog onClose={close} />}
      {open.value === 'remove' && <RemoveAppDialog onClose={close} />}
    </Card>
  );
}
