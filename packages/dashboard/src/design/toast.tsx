// Short messages about what was just done. They go away by themselves; what failed stays until it is closed.
import { signal } from '@preact/signals';
import { Icon } from './icon.tsx';
import { StateMark } from './state-mark.tsx';
import type { Tone } from './state-mark.tsx';

interface Toast {
  id: number;
  tone: Tone;
  text: string;
}

const shownMs = 5_000;
const maxToasts = 4;
const toasts = signal<readonly Toast[]>([]);
let lastId = 0;

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

/** Says that something was done (`good`), or was not (`bad`: stays until it is closed). */
export function showToast(tone: Tone, text: string): void {
  const id = (lastId += 1);
  toasts.value = [...toasts.value, { id, tone, text }].slice(-maxToasts);
  if (tone !== 'bad') setTimeout(() => dismiss(id), shownMs);
}

/** Runs an action of the user; its success or failure is said in a toast. Resolves to whether it succeeded. */
export async function withToast(action: () => Promise<unknown>, done: string): Promise<boolean> {
  try {
    await action();
    showToast('good', done);
    return true;
  } catch (error) {
    showToast('bad', error instanceof Error ? error.message : String(error));
    return false;
  }
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, tone, text }) => (
        <div class="toast" key={id}>
          <StateMark tone={tone}>{text}</StateMark>
          <button
            type="button"
            class="button plain icon small push"
            aria-label="Close the message"
            onClick={() => dismiss(id)}
          >
            <Icon name="close" size={12} />
          </button>
        </div>
      ))}
    </div>
  );
}
