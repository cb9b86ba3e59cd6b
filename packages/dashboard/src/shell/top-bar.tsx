import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { useLocation } from 'preact-iso';
import { Icon } from '../design/icon.tsx';
import { useSession } from '../session/current-session.ts';
import { useAt, withAt } from '../time/at.ts';
import { firingCount, useFiringCount } from './firing-count.ts';
import { GoTo } from './go-to.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { useKeys } from './keys.ts';
import { MainMenu } from './main-menu.tsx';
import { destinationsFor, isCurrent } from './navigation.ts';

function Product() {
  return (
    <a class="product" href="/" aria-label="Hostwire: the fleet">
      <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
        <rect width="32" height="32" rx="7" class="mark-ground" />
        <path d="M4 18h6l3-9 5 15 3.5-9H28" class="mark-line" />
      </svg>
      <span class="product-name">Hostwire</span>
    </a>
  );
}

function Navigation() {
  const { path } = useLocation();
  const { atMs } = useAt();
  const session = useSession();
  useFiringCount(path);
  return (
    <nav class="navigation" aria-label="Pages">
      {destinationsFor(session).map((destination) => (
        <a
          key={destination.path}
          href={withAt(destination.path, {}, atMs)}
          aria-current={isCurrent(destination, path) ? 'page' : undefined}
        >
          <Icon name={destination.icon} />
          <span>{destination.name}</span>
          {destination.path === '/alerts' && firingCount.value > 0 && (
            <span class="navigation-count" title={`${firingCount.value} alerts are firing`}>
              {firingCount.value}
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}

/** The keys of every page, and what they open. */
function useShellKeys(): { opened: ComponentChildren; onKeys: () => void; onGoTo: () => void } {
  const { route } = useLocation();
  const { setAt } = useAt();
  const session = useSession();
  const open = useSignal<'keys' | 'go-to' | undefined>(undefined);
  const close = (): void => void (open.value = undefined);
  useKeys([
    { keys: '?', does: 'List the keys', run: () => (open.value = 'keys') },
    { keys: 'Ctrl+k', does: 'Go to a host or page', run: () => (open.value = 'go-to') },
    ...destinationsFor(session).map(({ key, name, path }) => ({
      keys: `g ${key}`,
      does: `Go to ${name}`,
      run: () => route(path),
    })),
    { keys: 'n', does: 'Back to the present', run: () => setAt(undefined) },
  ]);
  const opened = (
    <>
      {open.value === 'keys' && <KeysDialog onClose={close} />}
      {open.value === 'go-to' && <GoTo onClose={close} />}
    </>
  );
  return { opened, onKeys: () => (open.value = 'keys'), onGoTo: () => (open.value = 'go-to') };
}

/** The bar of every page; `children` is the state of its live connection. */
export function TopBar({ children }: { children?: ComponentChildren }) {
  const { opened, onKeys, onGoTo } = useShellKeys();
  return (
    <>
      <header class="top-bar">
        <Product />
        <Navigation />
        <div class="top-bar-end">
          {children}
          <MainMenu onKeys={onKeys} onGoTo={onGoTo} />
        </div>
      </header>
      {opened}
    </>
  );
}
