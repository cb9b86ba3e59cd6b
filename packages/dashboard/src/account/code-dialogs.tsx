import { useSignal, type Signal } from '@preact/signals';
import { collector } from '../api/collector.ts';
import { ActionForm } from '../design/action-form.tsx';
import { Dialog } from '../design/dialog.tsx';
import { TextField } from '../design/text-field.tsx';
import { showToast } from '../design/toast.tsx';
import { reloadSession } from '../session/current-session.ts';
import { RecoveryCodeList } from './recovery-codes.tsx';
import './account.css';

function CodeField({ value }: { value: Signal<string> }) {
  return (
    <TextField
      label="Code that the app shows, or a recovery code"
      value={value}
      required
      autoFocus
      autocomplete="one-time-code"
    />
  );
}

/** New recovery codes in the place of those before. */
export function RenewCodesDialog({ onClose }: { onClose: () => void }) {
  const code = useSignal('');
  const codes = useSignal<readonly string[] | undefined>(undefined);
  const renew = async (): Promise<void> => {
    codes.value = (await collector.secondFactor.renewCodes({ body: { code: code.value } })).recoveryCodes;
    await reloadSession();
  };
  return (
    <Dialog title="New recovery codes" onClose={onClose}>
      {codes.value ? (
        <RecoveryCodeList codes={codes.value} onDone={onClose} />
      ) : (
        <ActionForm action="Make new codes" onAction={renew}>
          <p>The recovery codes that you have so far are void then.</p>
          <CodeField value={code} />
        </ActionForm>
      )}
    </Dialog>
  );
}

/** The password alone again. */
export function RemoveAppDialog({ onClose }: { onClose: () => void }) {
  const code = useSignal('');
  const remove = async (): Promise<void> => {
    await collector.secondFactor.remove({ body: { code: code.value } });
    await reloadSession();
    showToast('good', 'The password alone signs you in now');
    onClose();
  };
  return (
    <Dialog title="Remove the app" onClose={onClose}>
      <ActionForm action="Remove it" tone="danger" onAction={remove}>
        <p>The password alone signs you in then.</p>
        <CodeField value={code} />
      </ActionForm>
    </Dialog>
  );
}
