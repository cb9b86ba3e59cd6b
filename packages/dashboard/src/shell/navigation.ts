import type { IconName } from '../design/icon.tsx';

export interface Destination {
  readonly path: string;
  readonly name: string;
  readonly icon: IconName;
  /** Pressed after g. */
  readonly key: string;
}

/** The pages that stand in the navigation, in its order. */
export const destinations: readonly Destination[] = [
  { path: '/', name: 'Fleet', icon: 'fleet', key: 'f' },
  { path: '/alerts', name: 'Alerts', icon: 'alerts', key: 'a' },
  { path: '/sql', name: 'SQL', icon: 'sql', key: 's' },
  { path: '/boards', name: 'Dashboards', icon: 'boards', key: 'd' },
  { path: '/enrolment', name: 'Add hosts', icon: 'hosts', key: 'h' },
  { path: '/system', name: 'System', icon: 'system', key: 'y' },
];

/** The pages that stand in the menu. */
export const menuDestinations = [
  { path: '/account', name: 'Account', needs: 'login' },
  { path: '/users', name: 'Users', needs: 'admin' },
  { path: '/audit-log', name: 'Audit log', needs: 'admin' },
] as const;

/** Whether a destination is the page shown, or the one above it. */
export function isCurrent({ path }: Destination, shown: string): boolean {
  return path === '/' ? shown === '/' || shown.startsWith('/hosts/') : shown.startsWith(path);
}
