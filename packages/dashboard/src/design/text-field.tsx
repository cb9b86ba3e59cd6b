import type { Signal } from '@preact/signals';

interface TextFieldProps {
  label: string;
  value: Signal<string>;
  /** Is not shown as it is typed. */
  secret?: boolean;
  placeholder?: string;
  /** What browsers and password managers may fill in. */
  autocomplete?: 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'off';
  autoFocus?: boolean;
  required?: boolean;
}

function focusOnce(input: HTMLInputElement | null): void {
  if (input === null || input.dataset['shown'] !== undefined) return;
  input.dataset['shown'] = '';
  input.focus();
}

/** A labelled line of text that is a signal's value. */
export function TextField({ label, value, secret = false, autoFocus = false, ...rest }: TextFieldProps) {
  const props = {
    class: 'input',
    value: value.value,
    ref: autoFocus ? focusOnce : null,
    onInput: (event: { currentTarget: HTMLInputElement }) => void (value.value = event.currentTarget.value),
    ...rest,
  };
  return (
    <label class="field">
      <span>{label}</span>
      {secret ? <input type="password" {...props} /> : <input type="text" {...props} />}
    </label>
  );
}
