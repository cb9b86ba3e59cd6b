import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AuditLogResponse, InvitedUserResponse, SessionInfo } from '@hostwire/api';
import { Secret, TOTP } from 'otpauth';
import { errorCodeOf, TestApi, testPassword as password, type Answer } from './testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const post = (path: string, body: unknown, cookie = '') =>
  api.call('web', {
    method: 'POST',
    path: `/api/v1/${path}`,
    body,
    headers: cookie === '' ? {} : { cookie },
  });

const cookieOf = ({ headers }: Answer) => String(headers['set-cookie']).split(';')[0] ?? '';
const bodyOf = ({ text }: Answer): unknown => JSON.parse(text);

function codeOf(secret: string, stepsAhead = 0): string {
  const timestamp = Date.now() + stepsAhead * 30_000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

async function actions(): Promise<string[]> {
  const { entries } = await api.admin<AuditLogResponse>('/api/v1/audit-log?limit=1000');
  return entries.map(({ action, object, detail }) => `${action} ${object} ${detail}`.trim());
}

test('from an invitation to a second factor and back', async () => {
  const body = { name: 'ann', role: 'operator' };
  const { url, user } = await api.admin<InvitedUserResponse>('/api/v1/users', body);
  expect(user).toMatchObject({ hasPassword: false, invitedUntilMs: expect.any(Number) });
  const token = new URL(url).hash.slice(1);
  expect(new URL(url).pathname).toBe('/invitation');
  expect(bodyOf(await post('invitation', { token }))).toMatchObject({ user: 'ann', role: 'operator' });
  const accepted = await post('invitation/accept', { token, password });
  expect(String(accepted.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict$/);
  expect(errorCodeOf(await post('invitation/accept', { token, password }))).toBe('INVITATION_REFUSED');

  const cookie = cookieOf(accepted);
  expect(errorCodeOf(await post('session/second-factor', { password: 'wrong' }, cookie))).toBe(
    'PASSWORD_REFUSED',
  );
  const begun = bodyOf(await post('session/second-factor', { password }, cookie)) as {
    secret: string;
    uri: string;
  };
  expect(begun.uri).toMatch(/^otpauth:\/\/totp\/Hostwire:ann\?issuer=Hostwire&secret=[A-Z2-7]{32}&/);
  const confirmed = await post('session/second-factor/confirm', { code: codeOf(begun.secret) }, cookie);
  const { recoveryCodes } = bodyOf(confirmed) as { recoveryCodes: string[] };
  expect(recoveryCodes).toHaveLength(10);

  const login = (code?: string) => post('login', { name: 'ann', password, code });
  expect([(await login()).status, errorCodeOf(await login())]).toEqual([401, 'CODE_NEEDED']);
  expect(errorCodeOf(await login('123'))).toBe('CODE_REFUSED');
  const again = await login(codeOf(begun.secret, 1));
  expect((bodyOf(again) as SessionInfo).account).toMatchObject({ secondFactor: { recoveryCodesLeft: 10 } });

  // Whoever finds an open session cannot take it away.
  expect(errorCodeOf(await post('session/second-factor/remove', { code: '000000' }, cookie))).toBe(
    'CODE_REFUSED',
  );
  const removed = await post('session/second-factor/remove', { code: recoveryCodes[0] }, cookie);
  expect((bodyOf(removed) as SessionInfo).account).toMatchObject({ secondFactor: null });
  expect((await login()).status).toBe(200);
  expect(await actions()).toEqual(
    expect.arrayContaining([
      'user.add user ann operator',
      'login user ann invitation',
      'second_factor.on user ann',
      'login.refused  password and code of ann',
      'login user ann password and code',
      'second_factor.refused user ann wrong code',
      'second_factor.off user ann',
    ]),
  );
});

test('a new password ends the other sessions of its user, and no session of others', async () => {
  const { url } = await api.admin<InvitedUserResponse>('/api/v1/users', { name: 'bob' });
  const [mine, other] = [await api.follow(url), cookieOf(await post('login', { name: 'bob', password }))];
  const administrator = await api.logIn();
  const change = { password: 'other words, six of them now', current: password };
  expect(errorCodeOf(await post('session/password', { ...change, current: 'x' }, mine))).toBe(
    'PASSWORD_REFUSED',
  );
  expect((await post('session/password', change, mine)).status).toBe(200);
  const statusOf = async (cookie: string) =>
    (await api.call('web', { path: '/api/v1/session', headers: { cookie } })).status;
  expect([await statusOf(mine), await statusOf(other), await statusOf(administrator)]).toEqual([
    200, 401, 200,
  ]);
});

test('a user who is reset has no password, second factor or session, but a new invitation', async () => {
  const { url } = await api.admin<InvitedUserResponse>('/api/v1/users', { name: 'cy' });
  const cookie = await api.follow(url);
  const { secret } = bodyOf(await post('session/second-factor', { password }, cookie)) as { secret: string };
  await post('session/second-factor/confirm', { code: codeOf(secret) }, cookie);
  const { user, url: next } = await api.admin<InvitedUserResponse>('/api/v1/users/cy/reset', {});
  expect(user).toMatchObject({ hasPassword: false, hasSecondFactor: false });
  expect((await api.call('web', { path: '/api/v1/session', headers: { cookie } })).status).toBe(401);
  expect((await post('session/second-factor', { password }, await api.follow(next))).status).toBe(200);
});

test('who guesses is told to wait, and keeps nobody out', async () => {
  const { url } = await api.admin<InvitedUserResponse>('/api/v1/users', { name: 'dee' });
  const statuses: number[] = [];
  for (let i = 0; i < 12; i++) statuses.push((await post('invitation', { token: `guess ${i}` })).status);
  expect([statuses[0], statuses.at(-1)]).toEqual([410, 429]);
  expect((await post('login', { name: 'dee', password: 'guess' })).status).toBe(429);
  await api.follow(url);
  expect((await post('login', { name: 'dee', password })).status).toBe(200);
});

test('a token and the socket have neither password nor second factor', async () => {
  const { token } = await api.admin<{ token: string }>('/api/v1/api-tokens', {
    name: 'x',
    scopes: ['admin'],
  });
  for (const path of ['session/password', 'session/second-factor']) {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await api.call('web', {
      method: 'POST',
      path: `/api/v1/${path}`,
      body: { password },
      headers,
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  }
});
