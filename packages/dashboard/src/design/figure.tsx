import type { ComponentChildren } from 'preact';

interface FigureProps {
  name: string;
  /** As formatted: the number, a space, its unit. */
  value: string;
  note?: ComponentChildren;
  tone?: 'normal' | 'high' | 'full';
  /** The value is not of now. */
  aged?: boolean;
  title?: string;
}

/** A headline number: its name, the value with a quiet unit, and one line that puts it into proportion. */
export function Figure({ name, value, note, tone = 'normal', aged = false, title }: FigureProps) {
  const [number, unit] = splitUnit(value);
  return (
    <div class={`figure ${tone} ${aged ? 'aged' : ''}`} title={title}>
      <span class="figure-name">{name}</span>
      <span class="figure-value">
        {number}
        {unit !== undefined && <span class="figure-unit">{unit}</span>}
      </span>
      <span class="figure-note">{note}</span>
    </div>
  );
}

/** `1.50 GiB` becomes `1.50` and `GiB`; what has no number in front stays whole. */
function splitUnit(text: string): [string, string?] {
  const match = /^(-?[\d.,]+) (\S+)$/.exec(text);
  return match ? [match[1]!, match[2]!] : [text];
}

export function Figures({ children }: { children: ComponentChildren }) {
  return <div class="figures">{children}</div>;
}
