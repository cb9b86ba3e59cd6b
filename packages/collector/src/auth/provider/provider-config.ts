import { durationMs } from '@hostwire/runtime/config';
import { z } from 'zod';
import { roles, type Role } from '@hostwire/api';

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** What somebody may: `operator`, or `viewer env=staging` for a viewer who sees only hosts with these labels. */
export interface RoleGrant {
  readonly role: Role;
  readonly labels: Readonly<Record<string, string>>;
}

const roleGrant = z.string().transform((text, context): RoleGrant => {
  const [name, ...words] = text.trim().split(/\s+/);
  const role = roles.find((each) => each === name);
  const labels = words.map((word) => /^([^=]+)=(.+)$/.exec(word));
  if (
    role !== undefined &&
    labels.every((match) => match !== null) &&
    (role === 'viewer' || labels.length === 0)
  )
    return { role, labels: Object.fromEntries(labels.map(([, key = '', value = '']) => [key, value])) };
  const message = `expected ${roles.join(', ')}, or "viewer key=value" for some hosts only`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** The OpenID Connect provider that people may sign in with. */
export const providerConfig = z.strictObject({
  /** As the provider calls itself: https://sso.example.org/realms/main */
  issuer: z
    .url({ protocol: /^https?$/, error: 'expected an address like https://sso.example.org/realms/main' })
    .refine(
      (url) => url.startsWith('https:') || loopback.test(new URL(url).hostname),
      'expected https; http is for providers on this host',
    ),
  clientId: z.string().min(1),
  /** File with the client secret; absent: a public client, which has PKCE alone. */
  clientSecretFile: z.string().min(1).optional(),
  /** Stands on the button; absent: the host name of the issuer. */
  name: z.string().min(1).max(40).optional(),
  scopes: z.array(z.string().min(1)).default(['openid', 'profile', 'email']),
  /** The claim that names a user here. */
  nameClaim: z.string().min(1).default('preferred_username'),
  /** The claim that `roles` looks at, a text or a list; dots lead into objects: realm_access.roles */
  roleClaim: z.string().min(1).default('groups'),
  /** What each value of that claim gives; of several the most. */
  roles: z.record(z.string(), roleGrant).default({}),
  /** For those whom `roles` gives nothing; absent: they are not let in. */
  defaultRole: roleGrant.optional(),
  /** Only people with a verified address of these domains; absent: everybody whom the provider knows. */
  allowedDomains: z.array(z.string().min(1).toLowerCase()).optional(),
  /** How long a session lasts before the provider is asked again who somebody is. */
  maxSession: durationMs().default(12 * 3_600_000),
});
export type ProviderConfig = z.output<typeof providerConfig>;
