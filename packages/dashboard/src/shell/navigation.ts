import { routes, type Route } from '@hostwire/api/client';
import type { SessionInfo } from '../api/types.ts';
import type { IconName } from '../design/icon.tsx';
import { may } from '../session/abilities.ts';

export interface Destination {
  readonly path: string;
  readonly name: string;
  readonly icon: IconName;
  /** Pressed after g. */
  readonly key: string;
  /** What the page cannot do without. */
  readonly needs?: Route;
}

const enrolment = { path: '/enrolment', icon: 'hosts', key: 'h' } as const;

/** The pages that somebody may open, in the order of the navigation. */
export function destinationsFor(session: SessionInfo | undefined): readonly Destination[] {
  const destinations: readonly Destination[] = [
    { path: '/', name: 'Fleet', icon: 'fleet', key: 'f' },
    { path: '/alerts', name: 'Alerts', icon: 'alerts', key: 'a' },
    { path: '/sql', name: 'SQL', icon: 'sql', key: 's', needs: routes.sql.run },
    { path: '/boards', name: 'Dashboards', icon: 'boards', key: 'd' },
    { ...enrolment, name: may(session, routes.tokens.create) ? 'Add hosts' : 'Agents' },
    { path: '/system', name: 'System', icon: 'system', key: 'y', needs: routes.status.show },
  ];
  return destinations.filter(({ needs }) => needs === undefined || may(session, needs));
}

/** The pages that stand in the menu. */
const menuDestinations = [
  { path: '/account', name: 'Account', needs: routes.session.show },
  { path: '/users', name: 'Users', needs: routes.users.list },
  { path: '/audit-log', name: 'Audit log', needs: routes.auditLog.list },
] as const;

/** Those of them that somebody may open; none before it is known who it is. */
export function menuDestinationsFor(session: SessionInfo | undefined): (typeof menuDestinations)[number][] {
  return menuDestinations.filter(({ needs }) => session !== undefined && may(session, needs));
}

/** Whether a destination is the page shown, or the one above it. */
export function isCurrent({ path }: Destination, shown: string): boolean {
  return path === '/' ? shown === '/' || shown.startsWith('/hosts/') : shown.startsWith(path);
}
