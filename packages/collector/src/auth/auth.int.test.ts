import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, removeFolder } from '@hostwire/testing';
import type { SessionKey } from '../keys/cookie-key.ts';
import { memoryKey } from '../testing/memory-key.ts';
import { Auth } from './auth.ts';
import { sessionLimits } from './sessions.ts';

const visitor = { address: '192.0.2.1', browser: 'test' };
const password = 'a long sentence, 7 words of it';
let folder: string;
let path: string;
let clock: ManualClock;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostwire-auth-'));
  path = join(folder, 'auth.json');
  clock = new ManualClock();
});
afterEach(() => removeFolder(folder));

async function started(cookieKey: SessionKey = memoryKey()): Promise<Auth> {
  const auth = new Auth({ cookieKey, authPath: path, clock });
  await auth.start();
  return auth;
}

async function logIn(auth: Auth, user?: string) {
  const login = await auth.logInByLink(auth.createLoginToken(user).token, visitor);
  if (login === undefined) throw new Error('the login was refused');
  return login;
}

describe('a session', () => {
  test('outlives a restart; one that was ended stays ended', async () => {
    const auth = await started();
    const [kept, ended] = [await logIn(auth), await logIn(auth)];
    expect(await auth.sessions.end(({ id }) => id === ended.session.id)).toBe(1);
    await auth.stop();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const again = await started();
    expect(again.callerByCookie(kept.cookie)).toMatchObject({ user: 'admin', role: 'administrator' });
    expect(again.callerByCookie(ended.cookie)).toBeUndefined();
  });

  test('is not opened by the file alone: the cookie is signed', async () => {
    const { cookie, session } = await logIn(await started());
    expect((await started(memoryKey(2))).callerByCookie(cookie)).toBeUndefined();
    expect(await readFile(path, 'utf8')).toContain(session.id);
    expect(await readFile(path, 'utf8')).not.toContain(cookie.split('.')[1]);
  });

  test('ends without use, and in any case after a month', async () => {
    const auth = await started();
    const idle = await logIn(auth);
    clock.ms += sessionLimits.idleMs - 1;
    expect(auth.callerByCookie(idle.cookie)).toBeDefined();
    clock.ms += sessionLimits.idleMs;
    expect(auth.callerByCookie(idle.cookie)).toBeUndefined();
    const used = await logIn(auth);
    for (let ms = 0; ms < sessionLimits.absoluteMs - 86_400_000; ms += 86_400_000) {
      clock.ms += 86_400_000;
      expect(auth.callerByCookie(used.cookie)).toBeDefined();
    }
    clock.ms += 86_400_000;
    expect(auth.callerByCookie(used.cookie)).toBeUndefined();
  });

  test('of a user follows every change of the user', async () => {
    const auth = await started();
    await auth.users.add({ name: 'ann', role: 'viewer', labels: { env: 'staging' } });
    const { cookie } = await logIn(auth, 'ann');
    const before = auth.callerByCookie(cookie)!;
    expect([before.labels, before.isGood()]).toEqual([{ env: 'staging' }, true]);
    await auth.users.change('ann', { labels: {}, role: 'operator' });
    expect(before.isGood()).toBe(false); // what is open has the old rights
    expect(auth.callerByCookie(cookie)).toMatchObject({ labels: {}, role: 'operator' });
    await auth.users.change('ann', { disabled: true });
    expect(auth.callerByCookie(cookie)).toBeUndefined();
    expect(await auth.logInByLink(auth.createLoginToken('ann').token, visitor)).toBeUndefined();
  });
});

describe('a password', () => {
  test('lets its user in, and nobody else', async () => {
    const auth = await started();
    await auth.users.add({ name: 'ann', role: 'viewer', labels: {} });
    await auth.users.setPassword('ann', password);
    expect(await auth.logInByPassword({ name: 'ann', password }, visitor)).toBeDefined();
    for (const wrong of [
      { name: 'ann', password: `${password} ` },
      { name: 'bob', password },
      { name: 'admin', password },
    ])
      await expect(auth.logInByPassword(wrong, visitor)).rejects.toMatchObject({ code: 'LOGIN_REFUSED' });
    expect(await readFile(path, 'utf8')).not.toContain(password);
  });

  test.each(['short', 'Password123!', 'qwertyuiop', 'my name is Ann 1', 'ababababab'])(
    '%s is refused',
    async (easy) => {
      const auth = await started();
      await auth.users.add({ name: 'ann', role: 'viewer', labels: {} });
      await expect(auth.users.setPassword('ann', easy)).rejects.toMatchObject({ code: 'PASSWORD_REFUSED' });
    },
  );
});

describe('an API token', () => {
  const request = { name: 'backup', scopes: ['read' as const], ttlMs: 60_000, createdBy: 'ann' };

  test('is good until it expires or is revoked, and is nowhere in the file', async () => {
    const auth = await started();
    const { token, text } = await auth.apiTokens.create(request);
    const caller = auth.callerByToken(text)!;
    expect(caller.permissions).toEqual(['read']);
    expect(await readFile(path, 'utf8')).not.toContain(text.split('_')[2]);
    expect(auth.callerByToken(`${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined();
    await auth.apiTokens.revoke(token.id);
    expect([auth.callerByToken(text), caller.isGood()]).toEqual([undefined, false]);
    const second = await auth.apiTokens.create(request);
    clock.ms += 60_000;
    expect(auth.callerByToken(second.text)).toBeUndefined();
  });

  test('outlives a restart, with the time of its last use', async () => {
    const auth = await started();
    const { text } = await auth.apiTokens.create({ ...request, ttlMs: null });
    auth.callerByToken(text);
    await auth.stop();
    const again = await started();
    expect(again.apiTokens.list()).toMatchObject([{ name: 'backup', usedMs: clock.ms }]);
    expect(again.callerByToken(text)).toBeDefined();
  });
});

test('a damaged file is said to be one', async () => {
  await writeFile(path, '{');
  await expect(started()).rejects.toMatchObject({ code: 'AUTH_FILE_INVALID' });
});
