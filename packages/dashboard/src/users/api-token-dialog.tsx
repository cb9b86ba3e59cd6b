import { useSignal } from '@preact/signals';
import { permissions } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import type { ApiTokenEntry } from '../api/types.ts';
import { ActionForm } from '../design/action-form.tsx';
import { CommandLine } from '../design/command-line.tsx';
import { Dialog } from '../design/dialog.tsx';
import { TextField } from '../design/text-field.tsx';

type Scope = ApiTokenEntry['scopes'][number];

const scopeWords: Readonly<Record<Scope, string>> = {
  read: 'look at hosts, charts and alerts, and ask in SQL',
  alerts: 'acknowledge and silence alerts',
  settings: 'change labels, names, settings and rules',
  enrol: 'make tokens that enrol hosts',
  admin: 'everything else: users, tokens, keys, the audit log',
};
const daySeconds = 86_400;
const lifetimes: readonly { name: string; seconds: number | null }[] = [
  { name: '90 days', seconds: 90 * daySeconds },
  { name: '1 year', seconds: 365 * daySeconds },
  { name: 'until it is revoked', seconds: null },
];

function Made({ token, onDone }: { token: string; onDone: () => void }) {
  return (
    <div class="stack" role="status">
      <p>
        This is the token; it is not shown again. Programs send it as <code>Authorization: Bearer</code>, the
        command takes it from <code>HOSTWIRE_TOKEN</code>.
      </p>
      <CommandLine command={token} />
      <div class="dialog-actions">
        <button type="button" class="button accent" onClick={onDone}>
          Done
        </button>
      </div>
    </div>
  );
}

/** Makes an API token and shows its text. */
export function ApiTokenDialog({ onClose }: { onClose: () => void }) {
  const name = useSignal('');
  const scopes = useSignal<readonly Scope[]>(['read']);
  const lifetime = useSignal(0);
  const made = useSignal<string | undefined>(undefined);
  const create = async (): Promise<void> => {
    const ttlSeconds = lifetimes[lifetime.value]?.seconds ?? null;
    const request = { name: name.value, scopes: scopes.value, ttlSeconds };
    made.value = (await collector.apiTokens.create({ body: request })).token;
  };
  const toggle = (scope: Scope): void => {
    const rest = scopes.value.filter((each) => each !== scope);
    scopes.value = rest.length === scopes.value.length ? [...rest, scope] : rest;
  };
  return (
    <Dialog title="Make an API token" onClose={onClose}>
      {made.value !== undefined ? (
        <Made token={made.value} onDone={onClose} />
      ) : (
        <ActionForm action="Make the token" onAction={create}>
          <TextField
            label="Name: which program has it"
            value={name}
            required
            autoFocus
            placeholder="backup"
          />
          <fieldset class="stack tight">
            {permissions.map((scope) => (
              <label key={scope} class="check">
                <input
                  type="checkbox"
                  checked={scopes.value.includes(scope)}
                  onChange={() => toggle(scope)}
                />
                <span>
                  {scope} <span class="quiet">{scopeWords[scope]}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <label class="field">
            <span>Good for</span>
            <select
              class="input"
              value={lifetime.value}
              onChange={(event) => (lifetime.value = event.currentTarget.selectedIndex)}
            >
              {lifetimes.map(({ name: each }, i) => (
                <option key={each} value={i}>
                  {each}
                </option>
              ))}
            </select>
          </label>
        </ActionForm>
      )}
    </Dialog>
  );
}
