import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { RequestError } from '../api/request.ts';

interface ActionFormProps {
  /** On the button. */
  action: string;
  tone?: 'accent' | 'danger';
  /** What the button does; a RequestError is said above it. */
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
      if (!(error instanceof RequestError)) throw error;
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
