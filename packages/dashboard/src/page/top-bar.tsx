import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { signOut } from '../session/session.ts';
import { ThemeToggle } from '../theme/theme-toggle.tsx';

function SignOutButton() {
  const failed = useSignal(false);
  const press = async (): Promise<void> => {
    try {
      await signOut();
    } catch {
      failed.value = true;
    }
  };
  return (
    <button type="button" class="button plain" onClick={() => void press()}>
      {failed.value ? 'Not signed out: try again' : 'Sign out'}
    </button>
  );
}

/** The bar at the top of every page; `children` is the state of its live connection. */
export function TopBar({ children }: { children?: ComponentChildren }) {
  return (
    <header class="top-bar">
      <a class="product" href="/" aria-label="Hostwire: all hosts">
        <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
          <rect width="32" height="32" rx="7" class="mark-ground" />
          <path d="M4 18h6l3-9 5 15 3.5-9H28" class="mark-line" />
        </svg>
        Hostwire
      </a>
      <div class="top-bar-end">
        {children}
        <ThemeToggle />
        <SignOutButton />
      </div>
    </header>
  );
}
