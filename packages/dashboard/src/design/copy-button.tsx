import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const confirmationMs = 2_000;

interface CopyButtonProps {
  text: string;
  /** Selected instead where the browser forbids writing to the clipboard (a page without TLS, not on localhost). */
  source: () => HTMLElement | null;
}

export function CopyButton({ text, source }: CopyButtonProps) {
  const outcome = useSignal<'' | 'copied' | 'selected'>('');
  useEffect(() => {
    if (outcome.value === '') return undefined;
    const timer = setTimeout(() => (outcome.value = ''), confirmationMs);
    return () => clearTimeout(timer);
  }, [outcome, outcome.value]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      outcome.value = 'copied';
    } catch {
      const element = source();
      if (element) getSelection()?.selectAllChildren(element);
      outcome.value = 'selected';
    }
  };
  const names = { '': 'Copy', copied: 'Copied', selected: 'Selected: copy it' };
  return (
    <button type="button" class="button" onClick={() => void copy()}>
      <span aria-live="polite">{names[outcome.value]}</span>
    </button>
  );
}
