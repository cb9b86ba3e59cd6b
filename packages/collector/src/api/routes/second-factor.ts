import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../auth/caller.ts';
import { Refusal } from '../../auth/refusal.ts';
import { callerOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { sessionInfoOf } from './session-info.ts';

/** The own second factor. Whoever finds an open session can neither set one up (password) nor take it away (code). */
export function secondFactorHandlers({ auth, audit }: ApiDependencies): HandlersOf<'secondFactor'> {
  const record = ({ actor, user }: Person, action: string, detail = '') =>
    audit.record({ actor, action: `second_factor.${action}`, object: `user ${user}`, detail });
  const requireCode = async (person: Person, code: string): Promise<void> => {
    if (auth.secondFactors.of(person.user) === undefined)
      throw new Refusal('SECOND_FACTOR_OFF', 'no app of codes is set up');
    if ((await auth.secondFactors.use(person.user, code)) !== undefined) return;
    await record(person, 'refused', 'wrong code');
    throw new Refusal('CODE_REFUSED', 'this code is wrong, or was used before: wait for the next one');
  };
  return {
    begin: async ({ body: { password }, request }) => {
      const { user } = personOf(request);
      if ((auth.users.active(user)?.password ?? null) === null)
        throw new Refusal('PASSWORD_REFUSED', 'codes are asked for besides a password: set a password first');
      await auth.requirePassword(user, { password, address: request.ip });
      return auth.secondFactors.begin(user);
    },
    confirm: async ({ body: { code }, request }) => {
      const person = personOf(request);
      const recoveryCodes = await auth.secondFactors.confirm(person.user, code);
      await record(person, 'on');
      return { recoveryCodes };
    },
    renewCodes: async ({ body: { code }, request }) => {
      const person = personOf(request);
      await requireCode(person, code);
      const recoveryCodes = await auth.secondFactors.renewRecoveryCodes(person.user);
      await record(person, 'recovery_codes', 'new ones; those before are void');
      return { recoveryCodes };
    },
    remove: async ({ body: { code }, request }) => {
      const person = personOf(request);
      await requireCode(person, code);
      await auth.secondFactors.remove(person.user);
      await record(person, 'off');
      return sessionInfoOf(person, auth);
    },
  };
}

type Person = Caller & { readonly user: string };

/** Throws SECOND_FACTOR_OFF: a token, or the socket, has none. */
function personOf(request: FastifyRequest): Person {
  const caller = callerOf(request);
  if (caller.user !== undefined) return { ...caller, user: caller.user };
  throw new Refusal('SECOND_FACTOR_OFF', 'only a user who has signed in can have a second factor');
}
