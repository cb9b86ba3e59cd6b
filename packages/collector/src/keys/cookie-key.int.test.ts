import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, removeFolder } from '@hostwire/testing';
import { Secret, TOTP } from 'otpauth';
import { Auth } from '../auth/auth.ts';
import { CookieKey } from './cookie-key.ts';

const visitor = { address: '192.0.2.1', browser: 'a browser' };
const password = 'a walk beside the river';
const clock = new ManualClock();
let folder: string;
let auth: Auth;
let secret: string;
let cookie: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostwire-cookie-key-'));
  auth = await started();
  await auth.users.add({ name: 'ann', role: 'viewer', labels: {} });
  await auth.users.setPassword('ann', password);
  ({ secret } = auth.secondFactors.begin('ann'));
  await auth.secondFactors.confirm('ann', code());
  ({ cookie } = await logIn());
});
afterEach(() => removeFolder(folder));

async function started(): Promise<Auth> {
  const cookieKey = await CookieKey.load(folder);
  const made = new Auth({ cookieKey, authPath: join(folder, 'auth.json'), clock, passwordWork: 2 ** 10 });
  await made.start();
  return made;
}

/** What ann's app shows; a step later each time, as no code is good twice. */
function code(): string {
  clock.ms += 60_000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.ms });
}

function logIn() {
  return auth.logInByPassword({ name: 'ann', password, code: code() }, visitor);
}

test('a new key is for its owner only, and the next start finds it', async () => {
  expect((await stat(join(folder, 'cookie.key'))).mode & 0o777).toBe(0o600);
  auth = await started();
  expect(auth.callerByCookie(cookie)?.user).toBe('ann');
});

test('a renewal ends every session, now and after a restart; the app of codes goes on', async () => {
  const before = await readFile(join(folder, 'cookie.key'));
  expect(await auth.renewKey()).toBe(1);
  expect(await readFile(join(folder, 'cookie.key'))).not.toEqual(before);
  expect(await readdir(folder)).not.toContain('former-cookie.key');
  expect(auth.callerByCookie(cookie)).toBeUndefined();
  const { cookie: next } = await logIn();
  auth = await started();
  expect(auth.callerByCookie(cookie)).toBeUndefined();
  expect(auth.callerByCookie(next)?.user).toBe('ann');
  await logIn();
});

test('the former key signs nothing any more', async () => {
  const forged = (key: Uint8Array, id: string) => {
    const signature = createHmac('sha256', key).update('hostwire session\n').update(id).digest('base64url');
    return auth.callerByCookie(`${id}.${signature}`)?.user;
  };
  const key = () => readFile(join(folder, 'cookie.key'));
  const stolen = await key();
  await auth.renewKey();
  const { session } = await logIn();
  expect([forged(await key(), session.id), forged(stolen, session.id)]).toEqual(['ann', undefined]);
});

test('a crash in the middle of a renewal leaves codes that the next start can read', async () => {
  await (await CookieKey.load(folder)).renew(); // and no more than that
  auth = await started();
  expect(await readdir(folder)).not.toContain('former-cookie.key');
  await logIn();
});

test('a key of another length is refused', async () => {
  await writeFile(join(folder, 'cookie.key'), 'short', { mode: 0o600 });
  await expect(started()).rejects.toMatchObject({ code: 'KEY_INVALID' });
});
