import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, removeFolder } from '@hostwire/testing';
import { Secret, TOTP } from 'otpauth';
import type { SessionKey } from '../keys/cookie-key.ts';
import { memoryKey } from '../testing/memory-key.ts';
import { Auth } from './auth.ts';
import { invitationLimits } from './invitations.ts';
import { secondFactorLimits } from './second-factors.ts';

const visitor = { address: '192.0.2.1', browser: 'test' };
const password = 'a long sentence, 7 words of it';
const periodMs = secondFactorLimits.periodSeconds * 1_000;
let folder: string;
let path: string;
let clock: ManualClock;
let auth: Auth;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostwire-sign-in-'));
  path = join(folder, 'auth.json');
  clock = new ManualClock();
  auth = await started();
  await auth.users.add({ name: 'ann', role: 'viewer', labels: {} });
});
afterEach(() => removeFolder(folder));

async function started(cookieKey: SessionKey = memoryKey()): Promise<Auth> {
  const made = new Auth({ cookieKey, authPath: path, clock, passwordWork: 2 ** 10 });
  await made.start();
  return made;
}

/** What an app shows at that time. */
function codeOf(secret: string, atMs = clock.ms): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: atMs });
}

describe('an invitation', () => {
  test('gives its user a password once, and outlives a restart', async () => {
    const { token } = await auth.invitations.create('ann');
    expect(await readFile(path, 'utf8')).not.toContain(token);
    auth = await started();
    expect(auth.invited(token).user.name).toBe('ann');
    await expect(auth.acceptInvitation({ token, password: 'short' }, visitor)).rejects.toMatchObject({
      code: 'PASSWORD_REFUSED',
    });
    const both = await Promise.allSettled([
      auth.acceptInvitation({ token, password }, visitor),
      auth.acceptInvitation({ token, password: 'another sentence, of 6 words' }, visitor),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(() => auth.invited(token)).toThrow(expect.objectContaining({ code: 'INVITATION_REFUSED' }));
    expect((await auth.logInByPassword({ name: 'ann', password }, visitor)).how).toBe('password');
  });

  test('is void after three days, after a newer one, and while its user is disabled', async () => {
    const refused = expect.objectContaining({ code: 'INVITATION_REFUSED' });
    const first = await auth.invitations.create('ann');
    const second = await auth.invitations.create('ann');
    expect(() => auth.invited(first.token)).toThrow(refused);
    await auth.users.change('ann', { disabled: true });
    expect(() => auth.invited(second.token)).toThrow(refused);
    await auth.users.change('ann', { disabled: false });
    expect(auth.invited(second.token).user.name).toBe('ann');
    clock.ms += invitationLimits.ttlMs;
    expect(() => auth.invited(second.token)).toThrow(refused);
  });
});

describe('a second factor', () => {
  let secret: string;
  let recovery: readonly string[];
  beforeEach(async () => {
    await auth.users.setPassword('ann', password);
    ({ secret } = auth.secondFactors.begin('ann'));
    recovery = await auth.secondFactors.confirm('ann', codeOf(secret));
    clock.ms += periodMs;
  });

  const logIn = (code?: string) => auth.logInByPassword({ name: 'ann', password, code }, visitor);

  test('is asked for besides the password, after a restart too', async () => {
    auth = await started();
    await expect(logIn()).rejects.toMatchObject({ code: 'CODE_NEEDED' });
    await expect(
      auth.logInByPassword({ name: 'ann', password: 'wrong', code: codeOf(secret) }, visitor),
    ).rejects.toMatchObject({ code: 'LOGIN_REFUSED' });
    expect((await logIn(codeOf(secret))).how).toBe('password and code');
  });

  test('takes each code once, the one that confirmed it too, and the ones beside the present', async () => {
    await expect(logIn(codeOf(secret, clock.ms - periodMs))).rejects.toMatchObject({ code: 'CODE_REFUSED' });
    const code = codeOf(secret);
    await logIn(`${code.slice(0, 3)} ${code.slice(3)}`);
    await expect(logIn(code)).rejects.toMatchObject({ code: 'CODE_REFUSED' });
    await logIn(codeOf(secret, clock.ms + periodMs));
    await expect(logIn(codeOf(secret, clock.ms + 2 * periodMs))).rejects.toMatchObject({
      code: 'CODE_REFUSED',
    });
  });

  test('takes each recovery code once, however it is written', async () => {
    const [first = '', second = ''] = recovery;
    expect((await logIn(first.toLowerCase().replaceAll('-', ' '))).how).toBe(
      'password and recovery code, 9 left',
    );
    await expect(logIn(first)).rejects.toMatchObject({ code: 'CODE_REFUSED' });
    const renewed = await auth.secondFactors.renewRecoveryCodes('ann');
    await expect(logIn(second)).rejects.toMatchObject({ code: 'CODE_REFUSED' });
    await logIn(renewed[0]);
  });

  test('is not guessed: codes of the app pause after wrong ones, recovery codes do not', async () => {
    for (let i = 0; i < secondFactorLimits.wrongCodes; i++)
      await expect(logIn('000000')).rejects.toMatchObject({ code: 'CODE_REFUSED' });
    await expect(logIn(codeOf(secret))).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    await logIn(recovery[0]);
    clock.ms += secondFactorLimits.windowMs;
    await logIn(codeOf(secret));
  });

  test('is nowhere in the file: neither its secret nor a recovery code', async () => {
    const text = await readFile(path, 'utf8');
    expect(text).not.toContain(secret);
    for (const code of recovery) expect(text).not.toContain(code);
    // The file alone does not tell codes either: with another key none is right.
    auth = await started(memoryKey(2));
    await expect(logIn(codeOf(secret))).rejects.toMatchObject({ code: 'CODE_REFUSED' });
  });

  test('goes when an administrator resets the user, with the password', async () => {
    await auth.strip('ann');
    const { token } = await auth.invitations.create('ann');
    await auth.acceptInvitation({ token, password }, visitor);
    expect((await logIn()).how).toBe('password');
  });

  test('is not asked for before its first code was right', async () => {
    await auth.secondFactors.remove('ann');
    const begun = auth.secondFactors.begin('ann');
    await expect(auth.secondFactors.confirm('ann', '000000')).rejects.toMatchObject({ code: 'CODE_REFUSED' });
    expect((await logIn()).how).toBe('password');
    clock.ms += secondFactorLimits.pendingMs;
    await expect(auth.secondFactors.confirm('ann', codeOf(begun.secret))).rejects.toMatchObject({
      code: 'SECOND_FACTOR_OFF',
    });
  });
});

test('a user who is removed leaves nothing that opens', async () => {
  const { token } = await auth.invitations.create('ann');
  const { cookie } = await auth.acceptInvitation({ token, password }, visitor);
  await auth.removeUser('ann');
  expect(auth.callerByCookie(cookie)).toBeUndefined();
  await expect(auth.logInByPassword({ name: 'ann', password }, visitor)).rejects.toMatchObject({
    code: 'LOGIN_REFUSED',
  });
  await auth.users.add({ name: 'ann', role: 'administrator', labels: {} });
  expect(auth.callerByCookie(cookie)).toBeUndefined();
});
