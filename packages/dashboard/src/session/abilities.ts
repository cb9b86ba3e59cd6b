// What whoever is signed in may do, by the route table of the API: nothing is offered that the collector would refuse.
import { refusalOf, type Route } from '@hostwire/api/client';
import type { SessionInfo } from '../api/types.ts';
import { useSession } from './current-session.ts';

/** Whether somebody may call a route. Until it is known who it is, they count as one who may, as nearly all do. */
export function may(session: SessionInfo | undefined, route: Route): boolean {
  return session === undefined || refusalOf(route, session) === undefined;
}

/** What may be offered to whoever is signed in. */
export function useMay(): (route: Route) => boolean {
  const session = useSession();
  return (route) => may(session, route);
}

/** Whether a route may be called without being asked to: only when it is known that it is not refused. */
export function useMayAsk(route: Route): boolean {
  const session = useSession();
  return session !== undefined && may(session, route);
}
