import { useSignal } from '@preact/signals';
import { collector } from '../api/collector.ts';
import type { CreatedToken, CreateTokenRequest } from '../api/types.ts';
import { CommandLine } from '../design/command-line.tsx';
import { withToast } from '../design/toast.tsx';
import { formatInstant } from '../format/instant.ts';
import { labelsOf } from './labels.ts';

const lifetimes: readonly { name: string; seconds: number }[] = [
  { name: '1 hour', seconds: 3_600 },
  { name: '1 day', seconds: 86_400 },
  { name: '30 days', seconds: 30 * 86_400 },
];

interface FormState {
  uses: number;
  ttlSeconds: number;
  labels: string;
}

function Fields({ state, onChange }: { state: FormState; onChange: (change: Partial<FormState>) => void }) {
  return (
    <div class="row">
      <label class="field">
        <span>Hosts</span>
        <input
          class="input short"
          type="number"
          min={1}
          max={100_000}
          value={state.uses}
          onInput={(event) => onChange({ uses: event.currentTarget.valueAsNumber || 1 })}
        />
      </label>
      <label class="field">
        <span>Good for</span>
        <select
          class="input"
          value={state.ttlSeconds}
          onChange={(event) => onChange({ ttlSeconds: Number(event.currentTarget.value) })}
        >
          {lifetimes.map(({ name, seconds }) => (
            <option key={seconds} value={seconds}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="field grow">
        <span>Labels of these hosts</span>
        <input
          class="input"
          placeholder="env=prod role=web"
          value={state.labels}
          onInput={(event) => onChange({ labels: event.currentTarget.value })}
        />
      </label>
    </div>
  );
}

/** Makes a token and shows the one line that enrols a host and starts its agent. */
export function NewHost({ onCreated }: { onCreated?: () => void }) {
  const state = useSignal<FormState>({ uses: 1, ttlSeconds: lifetimes[0]!.seconds, labels: '' });
  const created = useSignal<CreatedToken | undefined>(undefined);
  const create = async (): Promise<void> => {
    const { uses, ttlSeconds, labels } = state.value;
    const request: CreateTokenRequest = { uses, ttlSeconds, labels: labelsOf(labels) };
    await withToast(async () => {
      created.value = await collector.tokens.create({ body: request });
      onCreated?.();
    }, 'The line is ready: paste it on the host');
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <Fields state={state.value} onChange={(change) => (state.value = { ...state.value, ...change })} />
      <div>
        <button type="submit" class="button accent">
          Make the line to paste
        </button>
      </div>
      {created.value && (
        <div class="stack" role="status">
          <CommandLine command={created.value.enrollCommand} />
          <p class="quiet">
            It enrols the host and starts its agent. Good for{' '}
            {created.value.uses === 1 ? 'one host' : `${created.value.uses} hosts`} until{' '}
            {formatInstant(created.value.expiresMs)}. It is shown only now.
          </p>
        </div>
      )}
    </form>
  );
}
