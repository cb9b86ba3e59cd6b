import { useSignal } from '@preact/signals';
import { collector } from '../api/collector.ts';
import { serverNowMs } from '../clock/server-clock.ts';
import { Dialog } from '../design/dialog.tsx';
import { withToast } from '../design/toast.tsx';

/** What is to be silenced; absent: any. */
export interface SilenceDraft {
  readonly host?: string;
  /** Several hosts: one silence for each. */
  readonly hosts?: readonly string[];
  readonly rule?: string;
}

const hourMs = 3_600_000;
const lengths: readonly { name: string; ms: number }[] = [
  { name: '1 hour', ms: hourMs },
  { name: '4 hours', ms: 4 * hourMs },
  { name: '1 day', ms: 24 * hourMs },
  { name: '1 week', ms: 168 * hourMs },
];

interface FormState {
  host: string;
  rule: string;
  lengthMs: number;
  reason: string;
}

async function addSilences({ host, rule, lengthMs, reason }: FormState): Promise<void> {
  const hosts = host.split(',').map((name) => name.trim());
  for (const name of hosts) {
    await collector.silences.add({
      body: {
        ...(name === '' ? {} : { host: name }),
        ...(rule === '' ? {} : { rule }),
        untilMs: serverNowMs() + lengthMs,
        reason,
      },
    });
  }
}

function Lengths({ lengthMs, onLength }: { lengthMs: number; onLength: (ms: number) => void }) {
  return (
    <div class="segments" role="group" aria-label="For how long">
      {lengths.map(({ name, ms }) => (
        <button key={ms} type="button" aria-pressed={lengthMs === ms} onClick={() => onLength(ms)}>
          {name}
        </button>
      ))}
    </div>
  );
}

const texts = [
  { key: 'host', name: 'Host (empty: every host; * matches any text)' },
  { key: 'rule', name: 'Rule (empty: every rule)' },
  { key: 'reason', name: 'Reason' },
] as const;

/** Keeps alerts from being told for a time; they are still recorded. */
export function SilenceDialog({
  draft,
  onClose,
}: {
  draft: SilenceDraft;
  onClose: (added: boolean) => void;
}) {
  const state = useSignal<FormState>({
    host: draft.hosts?.join(', ') ?? draft.host ?? '',
    rule: draft.rule ?? '',
    lengthMs: hourMs,
    reason: 'Planned work',
  });
  const set = (change: Partial<FormState>): void => void (state.value = { ...state.value, ...change });
  const save = async (): Promise<void> => {
    if (await withToast(() => addSilences(state.value), 'Silenced: alerts are recorded, nobody is told'))
      onClose(true);
  };
  return (
    <Dialog title="Silence" onClose={() => onClose(false)}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {texts.map(({ key, name }) => (
          <label key={key} class="field">
            <span>{name}</span>
            <input
              class="input"
              value={state.value[key]}
              required={key === 'reason'}
              onInput={(event) => set({ [key]: event.currentTarget.value })}
            />
          </label>
        ))}
        <Lengths lengthMs={state.value.lengthMs} onLength={(lengthMs) => set({ lengthMs })} />
        <div class="dialog-actions">
          <button type="submit" class="button accent">
            Silence
          </button>
        </div>
      </form>
    </Dialog>
  );
}
