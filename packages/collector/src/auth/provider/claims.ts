import { roles, userNamePattern } from '@hostwire/api';
import { Refusal } from '../refusal.ts';
import type { ProviderConfig, RoleGrant } from './provider-config.ts';

/** Somebody whom the provider vouches for. */
export interface Person extends RoleGrant {
  readonly issuer: string;
  /** What the provider never gives to anybody else. */
  readonly subject: string;
  readonly name: string;
}

export type Claims = Readonly<Record<string, unknown>>;

type Rules = Pick<ProviderConfig, 'nameClaim' | 'roleClaim' | 'roles' | 'defaultRole' | 'allowedDomains'>;

const googleIssuer = 'https://accounts.google.com';

/** Who somebody is here by what the provider says. Throws PROVIDER_REFUSED, with what to change. */
export function personOf(claims: Claims, rules: Rules): Person {
  const { iss: issuer, sub: subject } = claims;
  if (typeof issuer !== 'string' || typeof subject !== 'string' || subject === '')
    throw refusal('the provider does not say who you are (claims iss and sub)');
  requireDomain(claims, rules);
  return { issuer, subject, name: nameOf(claims, rules), ...grantOf(claims, rules) };
}

function nameOf(claims: Claims, { nameClaim }: Rules): string {
  const name = valueAt(claims, nameClaim);
  if (typeof name !== 'string' || name === '')
    throw refusal(
      `the provider gives no claim ${nameClaim} to name you by: set web.auth.oidc.nameClaim to one of ${Object.keys(claims).join(', ')}`,
    );
  if (userNamePattern.test(name)) return name;
  throw refusal(
    `"${name}" (claim ${nameClaim}) cannot be the name of a user: it takes 1 to 64 letters, digits or one of ._@-`,
  );
}

/** The most that the values of the claim give: the higher role, and every host rather than some. */
function grantOf(claims: Claims, { roleClaim, roles: grants, defaultRole }: Rules): RoleGrant {
  const value = valueAt(claims, roleClaim);
  const held = new Set<unknown>(Array.isArray(value) ? value : [value]);
  const given = Object.entries(grants).flatMap(([each, grant]) => (held.has(each) ? [grant] : []));
  const [most = defaultRole] = given.toSorted((a, b) => weightOf(b) - weightOf(a));
  if (most !== undefined) return { role: most.role, labels: most.labels };
  throw refusal(
    `nothing in the claim ${roleClaim} gives you a role here: ask an administrator to put you into a group that web.auth.oidc.roles names`,
  );
}

function weightOf({ role, labels }: RoleGrant): number {
  return 2 * roles.indexOf(role) + (Object.keys(labels).length === 0 ? 1 : 0);
}

function requireDomain(claims: Claims, { allowedDomains }: Rules): void {
  if (allowedDomains === undefined) return;
  const domain = domainOf(claims);
  if (domain !== undefined && allowedDomains.includes(domain.toLowerCase())) return;
  throw refusal(
    'only people with a verified address of certain domains are let in: sign in with your account at work',
  );
}

/** Anybody can have a Google account with an address of any domain; `hd` is what Google says of whose domain an account is. */
function domainOf({ iss, hd, email, email_verified: isVerified }: Claims): string | undefined {
  if (iss === googleIssuer) return typeof hd === 'string' ? hd : undefined;
  return typeof email === 'string' && isVerified === true ? email.split('@').at(-1) : undefined;
}

/** `realm_access.roles` leads into objects; a claim that has the dots in its name goes first. */
function valueAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split('.'))
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Claims)[name]
        : undefined;
  return value;
}

function refusal(message: string): Refusal {
  return new Refusal('PROVIDER_REFUSED', message);
}
