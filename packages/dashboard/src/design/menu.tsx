import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

interface MenuProps {
  /** What the button shows. */
  face: ComponentChildren;
  /** What the button is called where its face has no words. */
  label?: string;
  buttonClass?: string;
  end?: boolean;
  /** Called with what closes the menu. */
  children: (close: () => void) => ComponentChildren;
}

/** Moves the focus among the items with the arrow keys, Home and End. */
function moveFocus(menu: HTMLElement, key: string): void {
  const items = [...menu.querySelectorAll<HTMLElement>('.menu-item')];
  const current = items.indexOf(document.activeElement as HTMLElement);
  const steps: Record<string, number> = {
    ArrowDown: current + 1,
    ArrowUp: current <= 0 ? items.length - 1 : current - 1,
    Home: 0,
    End: items.length - 1,
  };
  const next = steps[key];
  if (next !== undefined) items[next % items.length]?.focus();
}

/** A button that opens a list of actions; Escape, a press elsewhere and the choice of an item close it. */
export function Menu({ face, label, buttonClass = 'button', end = false, children }: MenuProps) {
  const open = useSignal(false);
  const holder = useRef<HTMLSpanElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const close = (): void => {
    open.value = false;
    holder.current?.querySelector('button')?.focus();
  };
  useEffect(() => {
    if (!open.value) return undefined;
    list.current?.querySelector<HTMLElement>('.menu-item')?.focus();
    const outside = (event: Event): void => {
      if (!holder.current?.contains(event.target as Node)) open.value = false;
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open, open.value]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open.value) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    } else if (['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key) && list.current) {
      event.preventDefault();
      moveFocus(list.current, event.key);
    } else if (event.key === 'Tab') open.value = false;
  };
  return (
    <span class="menu-holder" ref={holder} onKeyDown={onKeyDown}>
      <button
        type="button"
        class={buttonClass}
        aria-label={label}
        title={label}
        aria-haspopup="true"
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
      >
        {face}
      </button>
      {open.value && (
        <div class={`menu ${end ? 'end' : ''}`} ref={list}>
          {children(close)}
        </div>
      )}
    </span>
  );
}

interface MenuItemProps {
  /** Shows a mark in front: one of several choices, or something that is switched on. */
  checked?: boolean;
  keys?: string;
  /** Of no use without a keyboard. */
  byKeyboard?: boolean;
  onChoose: () => void;
  children: ComponentChildren;
}

export function MenuItem({ checked, keys, byKeyboard = false, onChoose, children }: MenuItemProps) {
  return (
    <button
      type="button"
      class={`menu-item ${byKeyboard ? 'by-keyboard' : ''}`}
      aria-pressed={checked}
      onClick={onChoose}
    >
      {checked !== undefined && (
        <span class="menu-mark" aria-hidden="true">
          {checked ? '✓' : ''}
        </span>
      )}
      {children}
      {keys !== undefined && <kbd>{keys}</kbd>}
    </button>
  );
}
