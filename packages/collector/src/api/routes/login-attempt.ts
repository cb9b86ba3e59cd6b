import type { FastifyRequest } from 'fastify';
import type { Login, Visitor } from '../../auth/auth.ts';
import { Refusal } from '../../auth/refusal.ts';
import type { ApiDependencies } from '../dependencies.ts';

interface Attempt {
  readonly request: FastifyRequest;
  /** For the audit log. */
  readonly how: string;
}

const guesses: ReadonlySet<string> = new Set(['LOGIN_REFUSED', 'CODE_REFUSED', 'INVITATION_REFUSED']);

/** What may have been a guess is charged to its address, and written down. Throws what `run` throws, TOO_MANY_REQUESTS. */
export async function charged<T>(deps: ApiDependencies, attempt: Attempt, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal && guesses.has(error.code)) await refuseLogin(deps, attempt);
    throw error;
  }
}

/** Only failures are charged, and only those within the limit are written down. Throws TOO_MANY_REQUESTS beyond. */
export async function refuseLogin(
  { auth, audit }: ApiDependencies,
  { request, how }: Attempt,
): Promise<void> {
  if (!auth.failures.charge(request.ip))
    throw new Refusal('TOO_MANY_REQUESTS', 'too many logins that failed: try again in a minute');
  const entry = { actor: `nobody (${request.ip})`, action: 'login.refused', object: '', detail: how };
  await audit.record(entry);
}

export async function recordLogin(
  { audit }: Pick<ApiDependencies, 'audit'>,
  { login, request }: { login: Login; request: FastifyRequest },
): Promise<void> {
  const { user } = login.session;
  const actor = `${user} (${request.ip})`;
  await audit.record({ actor, action: 'login', object: `user ${user}`, detail: login.how });
}

export function visitorOf({ ip, headers }: FastifyRequest): Visitor {
  return { address: ip, browser: headers['user-agent'] ?? '' };
}
