import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@hostwire/runtime';
import { Auth } from './auth.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostwire-auth-'));
  path = join(folder, 'ended-sessions.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function started(): Promise<Auth> {
  const auth = new Auth({ cookieKey: Buffer.alloc(32, 1), endedSessionsPath: path, clock: systemClock });
  await auth.start();
  return auth;
}

test('a session outlives a restart; one that was ended stays ended', async () => {
  const auth = await started();
  const [kept, ended] = [
    auth.logIn(auth.createLoginToken().token)!,
    auth.logIn(auth.createLoginToken().token)!,
  ];
  await auth.logOut(ended.session);
  expect(auth.isOpen(ended.session)).toBe(false);
  await auth.stop();
  expect((await stat(path)).mode & 0o777).toBe(0o600);

  const again = await started();
  expect(again.session(kept.cookie)).toEqual(kept.session);
  expect(again.session(ended.cookie)).toBeUndefined();
});

test('many that log out at once are all remembered', async () => {
  const auth = await started();
  const logins = Array.from({ length: 20 }, () => auth.logIn(auth.createLoginToken().token)!);
  await Promise.all(logins.map(({ session }) => auth.logOut(session)));
  const again = await started();
  expect(logins.filter(({ cookie }) => again.session(cookie) !== undefined)).toEqual([]);
});

test('a damaged file is said to be one', async () => {
  await writeFile(path, '{');
  await expect(started()).rejects.toMatchObject({ code: 'ENDED_SESSIONS_INVALID' });
});
