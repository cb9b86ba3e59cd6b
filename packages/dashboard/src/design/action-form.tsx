import { ApiError } from '@hostwire/api/client';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

interface ActionFormProps {
  /** On the button. */
  action: string;
  tone?: 'accent' | 'danger';
  /** What the button does; a ApiError is said above it. */
  onAction: () => Promise<void>;
  children?: ComponentChildren;
}

/** Fields with one button; what the collector refuses stands beside them. */
export function ActionForm({ action, tone = 'accent', onAction, children }: ActionFormProps) {
  const refused = useSignal('');
  const running = useSignal(false);
  const run = async (): Promise<void> => {
    running.value = true;
    try {
      await onAction();
      refused.value = '';
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refused.value = error.message;
    } finally {
      running.value = false;
    }
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      {children}
      {refused.value !== '' && (
        <p class="problem" role="alert">
          {refused.value}
        </p>
      )}
      <div>
        <button type="submit" class={`button ${tone}`} disabled={running.value}>
          {action}
        </button>
      </div>
    </form>
  );
}
