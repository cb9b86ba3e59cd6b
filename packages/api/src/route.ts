/**
 * What a caller needs to be allowed to call a route.
 *
 *   nothing   open to everybody
 *   login     any valid session or token
 *   read      look at hosts, charts, alerts and settings, and ask in SQL
 *   alerts    acknowledge and silence
 *   settings  labels, names and settings of agents; rules and channels
 *   enrol     make tokens that enrol hosts
 *   admin     everything else: revoke and delete agents, users, API tokens, the audit log
 */
export const permissions = ['read', 'alerts', 'settings', 'enrol', 'admin'] as const;
export type Permission = (typeof permissions)[number];

/** What people are; what each may, `permissionsOf` says. */
export const roles = ['viewer', 'operator', 'administrator'] as const;
export type Role = (typeof roles)[number];

const permissionsByRole: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: ['read'],
  operator: ['read', 'alerts', 'settings'],
  administrator: permissions,
};

export function permissionsOf(role: Role): readonly Permission[] {
  return permissionsByRole[role];
}

export type Method = 'GET' | 'POST' | 'DELETE';

/** One entry of the route table. */
export interface Route {
  readonly method: Method;
  /** With parameters as `:name`. */
  readonly path: string;
  readonly needs: 'nothing' | 'login' | Permission;
  /**
   * Open to viewers who are limited to some labels: the handler leaves out every host that they do not see. A route that
   * does not say so is closed to them.
   */
  readonly limited?: true;
  /** The answer is not one JSON document: it is read as it comes. */
  readonly streams?: true;
}

/** Routes by noun and verb, as the client names them: `client.agents.list()`. */
export type RouteTable = Readonly<Record<string, Readonly<Record<string, Route>>>>;

/** What decides of a caller which routes he may call. */
export interface Rights {
  readonly permissions: readonly Permission[];
  /** Hosts that he sees have all of these labels; empty: every host. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Whether somebody sees some hosts only. */
export function isLimited({ labels }: Pick<Rights, 'labels'>): boolean {
  return Object.keys(labels).length > 0;
}

/** Why somebody who is signed in may not call a route; undefined: he may. */
export function refusalOf(
  { needs, limited = false }: { readonly needs: Route['needs']; readonly limited?: boolean | undefined },
  caller: Rights,
): 'NOT_ALLOWED' | 'LIMITED' | undefined {
  if (needs === 'nothing') return undefined;
  if (needs !== 'login' && !caller.permissions.includes(needs)) return 'NOT_ALLOWED';
  return !limited && isLimited(caller) ? 'LIMITED' : undefined;
}

type QueryValue = string | number | boolean | readonly string[] | undefined;

/** Values of the path's parameters, and of the query. Lists are written with commas, undefined is left out. */
export interface PathInput {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, QueryValue>> | undefined;
}

/** The address of a route: `/api/v1/hosts/web%201?points=600`. Throws TypeError when a parameter is missing. */
export function pathOf({ path }: Pick<Route, 'path'>, { params = {}, query = {} }: PathInput = {}): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new TypeError(`${path} needs the parameter ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    if (value !== undefined) search.set(key, value.toString());
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}
