import { permissions, type Role } from '@hostwire/api';
import type { Stack } from '../../harness/stack.ts';

/** Somebody who may call the API, and the header that says so. */
export interface ApiCaller {
  readonly name: string;
  readonly header: readonly [name: string, value: string];
}

/** A token for each scope, a session for each role, one of a viewer who sees some hosts only, and nobody. */
export async function everyCaller(instance: { readonly stack: Stack }): Promise<ApiCaller[]> {
  const callers: ApiCaller[] = [{ name: 'nobody', header: ['x-nobody', '1'] }];
  for (const scope of permissions)
    callers.push({ name: `token ${scope}`, header: await tokenHeader(instance, scope) });
  for (const role of ['viewer', 'operator', 'administrator'] as const)
    callers.push({ name: role, header: await sessionHeader(instance, { name: role, role, labels: [] }) });
  const limited = { name: 'limited', role: 'viewer', labels: ['env=staging'] } as const;
  callers.push({ name: 'limited viewer', header: await sessionHeader(instance, limited) });
  return callers;
}

export async function tokenHeader(
  { stack }: { readonly stack: Stack },
  scope: (typeof permissions)[number],
): Promise<ApiCaller['header']> {
  const { token } = await stack.json<{ token: string }>([
    'api-token',
    'create',
    `${scope}-token`,
    '--scope',
    scope,
  ]);
  return ['Authorization', `Bearer ${token}`];
}

/** Of a new user. */
async function sessionHeader(
  { stack }: { readonly stack: Stack },
  { name, role, labels }: { name: string; role: Role; labels: readonly string[] },
): Promise<ApiCaller['header']> {
  const limits = labels.flatMap((label) => ['--label', label]);
  const { url } = await stack.json<{ url: string }>(['users', 'add', name, '--role', role, ...limits]);
  const link = new URL(url);
  const body = JSON.stringify({ token: link.hash.slice(1), password: 'a walk beside the river' });
  const answer = await fetch(new URL('/api/v1/invitation/accept', link), {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', origin: link.origin },
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined)
    throw new Error(`the invitation of ${name} gave no session: status ${answer.status}`);
  return ['Cookie', cookie];
}
