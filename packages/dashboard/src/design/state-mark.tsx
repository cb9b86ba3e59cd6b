import type { ComponentChildren } from 'preact';

/** What a state means for the one who looks: fine, worth a look, act now, or not in use. */
export type Tone = 'good' | 'warn' | 'bad' | 'off';

/** One shape for each tone, so that colour is never the only difference. */
const shapes: Record<Tone, string> = {
  good: 'M5 1a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  warn: 'M5 .8L9.6 9H.4z',
  bad: 'M1 1h8v8H1z',
  off: 'M5 1a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm0 1.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z',
};

interface StateMarkProps {
  tone: Tone;
  title?: string | undefined;
  children: ComponentChildren;
}

/** A shape and a word. */
export function StateMark({ tone, title, children }: StateMarkProps) {
  return (
    <span class={`state ${tone}`} title={title}>
      <svg viewBox="0 0 10 10" width="9" height="9" aria-hidden="true">
        <path d={shapes[tone]} fill="currentColor" fill-rule="evenodd" />
      </svg>
      <span class="state-name">{children}</span>
    </span>
  );
}
