import type { ComponentChildren } from 'preact';

interface CardProps {
  title?: string;
  /** Beside the title. */
  note?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** A titled surface. */
export function Card({ title, note, actions, children }: CardProps) {
  return (
    <section class="card" aria-label={title}>
      {title !== undefined && (
        <header class="card-head">
          <h2>{title}</h2>
          {note !== undefined && <span class="quiet small">{note}</span>}
          {actions !== undefined && <span class="row push">{actions}</span>}
        </header>
      )}
      {children}
    </section>
  );
}
