import type { SessionInfo } from '../api/types.ts';
import type { IconName } from '../design/icon.tsx';
import { seesAll } from '../session/current-session.ts';

export interface Destination {
  readonly path: string;
  readonly name: string;
  readonly icon: IconName;
  /** Pressed after g. */
  readonly key: string;
  /** Shows the whole fleet: not for those who see some hosts only. */
  readonly needsAll?: boolean;
}

/** The pages that stand in the navigation, in its order. */
const destinations: readonly Destination[] = [
  { path: '/', name: 'Fleet', icon: 'fleet', key: 'f' },
  { path: '/alerts', name: 'Alerts', icon: 'alerts', key: 'a' },
  { path: '/sql', name: 'SQL', icon: 'sql', key: 's', needsAll: true },
  { path: '/boards', name: 'Dashboards', icon: 'boards', key: 'd' },
  { path: '/enrolment', name: 'Add hosts', icon: 'hosts', key: 'h' },
  { path: '/system', name: 'System', icon: 'system', key: 'y', needsAll: true },
];

/** Those that somebody may open. */
export function destinationsFor(session: SessionInfo | undefined): readonly Destination[] {
  return seesAll(session) ? destinations : destinations.filter(({ needsAll }) => needsAll !== true);
}

/** The pages that stand in the menu. */
const menuDestinations = [
  { path: '/account', name: 'Account', needs: 'login' },
  { path: '/users', name: 'Users', needs: 'admin' },
  { path: '/audit-log', name: 'Audit log', needs: 'admin' },
] as const;

/** Those of them that somebody may open. */
export function menuDestinationsFor(session: SessionInfo | undefined): (typeof menuDestinations)[number][] {
  return menuDestinations.filter(
    ({ needs }) => needs === 'login' || session?.permissions.includes(needs) === true,
  );
}

/** Whether a destination is the page shown, or the one above it. */
export function isCurrent({ path }: Destination, shown: string): boolean {
  return path === '/' ? shown === '/' || shown.startsWith('/hosts/') : shown.startsWith(path);
}
