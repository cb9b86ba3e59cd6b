import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface DialogProps {
  title: string;
  size?: 'normal' | 'wide' | 'full';
  /** Beside the title. */
  actions?: ComponentChildren;
  onClose: () => void;
  children: ComponentChildren;
}

/** A native modal dialog: it keeps the focus inside, closes on Escape and on a press outside, gives the focus back. */
export function Dialog({ title, size = 'normal', actions, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => (before instanceof HTMLElement ? before.focus() : undefined);
  }, []);
  const closeOnBackdrop = (event: MouseEvent): void => {
    if (event.target === dialog.current) onClose();
  };
  return (
    <dialog
      ref={dialog}
      class={`dialog ${size}`}
      aria-labelledby={id}
      onClose={onClose}
      onClick={closeOnBackdrop}
    >
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <span class="row">
          {actions}
          <button type="button" class="button plain icon" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </span>
      </div>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}
