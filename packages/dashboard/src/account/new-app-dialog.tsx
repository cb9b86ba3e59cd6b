import { useSignal } from '@preact/signals';
import { collector } from '../api/collector.ts';
import type { NewSecondFactor } from '../api/types.ts';
import { ActionForm } from '../design/action-form.tsx';
import { CommandLine } from '../design/command-line.tsx';
import { Dialog } from '../design/dialog.tsx';
import { TextField } from '../design/text-field.tsx';
import { reloadSession } from '../session/current-session.ts';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodeList } from './recovery-codes.tsx';
import './account.css';

function AskPassword({ onBegun }: { onBegun: (begun: NewSecondFactor) => void }) {
  const password = useSignal('');
  const begin = async (): Promise<void> => {
    onBegun(await collector.secondFactor.begin({ body: { password: password.value } }));
  };
  return (
    <ActionForm action="Go on" onAction={begin}>
      <TextField
        label="Your password"
        value={password}
        secret
        required
        autoFocus
        autocomplete="current-password"
      />
    </ActionForm>
  );
}

function ConfirmCode({
  begun,
  onConfirmed,
}: {
  begun: NewSecondFactor;
  onConfirmed: (codes: readonly string[]) => void;
}) {
  const code = useSignal('');
  const confirm = async (): Promise<void> => {
    const { recoveryCodes } = await collector.secondFactor.confirm({ body: { code: code.value } });
    onConfirmed(recoveryCodes);
  };
  return (
    <>
      <p>Scan this with an app of codes, such as Google Authenticator, Aegis, 1Password or Bitwarden:</p>
      <QrCode text={begun.uri} label="QR code for the app" />
      <p class="quiet">Or type this secret into it:</p>
      <CommandLine command={begun.secret} />
      <ActionForm action="Ask for codes from now on" onAction={confirm}>
        <TextField label="Code that the app shows now" value={code} required autocomplete="one-time-code" />
      </ActionForm>
    </>
  );
}

/** Sets up an app of codes: password, QR code and first code, recovery codes. */
export function NewAppDialog({ onClose }: { onClose: () => void }) {
  const begun = useSignal<NewSecondFactor | undefined>(undefined);
  const codes = useSignal<readonly string[] | undefined>(undefined);
  const done = (): void => {
    if (codes.value !== undefined) void reloadSession();
    onClose();
  };
  return (
    <Dialog title="Set up an app of codes" onClose={done}>
      {begun.value === undefined && <AskPassword onBegun={(next) => (begun.value = next)} />}
      {begun.value && codes.value === undefined && (
        <ConfirmCode begun={begun.value} onConfirmed={(next) => (codes.value = next)} />
      )}
      {codes.value && <RecoveryCodeList codes={codes.value} onDone={done} />}
    </Dialog>
  );
}
