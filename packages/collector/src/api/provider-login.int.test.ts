import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '@hostwire/testing';
import type { AuditLogResponse, SessionInfo, UsersResponse } from '@hostwire/api';
import { IdentityProvider } from '../auth/provider/identity-provider.ts';
import { providerConfig } from '../auth/provider/provider-config.ts';
import { TestOidcProvider } from '../testing/oidc-provider.ts';
import { TestApi, type Answer } from './testing/test-api.ts';

const callbackPath = '/login/provider/callback';
let folder: string;
let provider: TestOidcProvider;
let api: TestApi;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostwire-oidc-'));
  provider = await TestOidcProvider.start();
  const clientSecretFile = join(folder, 'secret');
  await writeFile(clientSecretFile, `${provider.clientSecret}\n`);
  api = await TestApi.start({
    provider: providerConfig.parse({
      issuer: provider.issuer,
      clientId: provider.clientId,
      clientSecretFile,
      name: 'Company <SSO>',
      roles: { sre: 'administrator', shop: 'viewer env=shop' },
    }),
  });
});
afterAll(async () => {
  await api.stop();
  await provider.stop();
  await removeFolder(folder);
});
beforeEach(() => {
  provider.idToken = { preferred_username: 'ann' };
  provider.userInfo = { groups: ['sre'] };
  provider.otherKey = undefined;
  provider.refuses = false;
});

const cookieOf = ({ headers }: Answer, name: string) =>
  String(headers['set-cookie'])
    .split(/[;,]/)
    .find((part) => part.startsWith(`${name}=`) && !part.endsWith('='));

/** What the browser does up to the provider's answer: where it is sent then, and the cookie it got. */
async function begin(): Promise<{ path: string; cookie: string }> {
  const sent = await api.call('web', { path: '/login/provider' });
  expect(sent.status).toBe(303);
  expect(String(sent.headers['set-cookie'])).toMatch(/; Path=\/login\/provider; HttpOnly; SameSite=Lax$/);
  const back = await fetch(String(sent.headers.location), { redirect: 'manual' });
  const { pathname, search } = new URL(back.headers.get('location') ?? '');
  expect(pathname).toBe(callbackPath);
  return { path: pathname + search, cookie: cookieOf(sent, 'hostwire_login') ?? '' };
}

async function signIn(): Promise<Answer> {
  const { path, cookie } = await begin();
  return api.call('web', { path, headers: { cookie } });
}

async function sessionOf(answer: Answer): Promise<SessionInfo> {
  const headers = { cookie: cookieOf(answer, 'hostwire_session') ?? '' };
  return JSON.parse((await api.call('web', { path: '/api/v1/session', headers })).text) as SessionInfo;
}

describe('somebody whom the provider vouches for', () => {
  test('is signed in, with the role that the claims give', async () => {
    const answer = await signIn();
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
    const session = await sessionOf(answer);
    expect(session).toMatchObject({ user: 'ann', role: 'administrator', account: { fromProvider: true } });
    expect(session.expiresMs! - Date.now()).toBeLessThanOrEqual(12 * 3_600_000);
    const ways = await api.call('web', { path: '/api/v1/login' });
    expect(JSON.parse(ways.text)).toEqual({ provider: { name: 'Company <SSO>' } });
  });

  test('has the role of today, and stays one user under a new name', async () => {
    const before = await signIn();
    provider.userInfo = { groups: ['shop'] };
    provider.idToken = { preferred_username: 'ann.married' };
    await signIn();
    expect(await sessionOf(before)).toMatchObject({ user: 'ann', role: 'viewer', labels: { env: 'shop' } });
    const { users } = await api.admin<UsersResponse>('/api/v1/users');
    expect(users.filter(({ fromProvider }) => fromProvider)).toHaveLength(1);
  });

  test('has no password here, and no role but the one of the provider', async () => {
    await signIn();
    for (const [path, body] of [
      ['/api/v1/users/ann/reset', {}],
      ['/api/v1/users/ann', { role: 'administrator' }],
    ] as const)
      expect((await api.call('socket', { method: 'POST', path, body })).status).toBe(409);
  });

  test('does not get in when disabled here', async () => {
    await signIn();
    await api.admin('/api/v1/users/ann', { disabled: true });
    expect((await signIn()).status).toBe(403);
    await api.admin('/api/v1/users/ann', { disabled: false });
    expect((await signIn()).status).toBe(303);
  });
});

describe('nobody gets in', () => {
  const nowS = Math.floor(Date.now() / 1_000);
  test.each<[string, () => void, number]>([
    ['with another nonce', () => (provider.idToken['nonce'] = 'another'), 503],
    ['with a token for another client', () => (provider.idToken['aud'] = 'another'), 503],
    ['with a token of another issuer', () => (provider.idToken['iss'] = 'http://127.0.0.1:1'), 503],
    ['with a token that has expired', () => (provider.idToken['exp'] = nowS - 600), 503],
    [
      'with a token that another key signed',
      () => (provider.otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
      503,
    ],
    ['with the claims of another subject', () => (provider.userInfo = { sub: 'u2', groups: ['sre'] }), 503],
    ['without a role', () => (provider.userInfo = { groups: ['other'] }), 403],
    ['without a name', () => (provider.idToken['preferred_username'] = undefined), 403],
    ['whom the provider refuses', () => (provider.refuses = true), 403],
    [
      'under the name of the administrator',
      () => (
        Object.assign(provider.idToken, { preferred_username: 'admin', sub: 'u9' }),
        (provider.userInfo = { sub: 'u9', groups: ['sre'] })
      ),
      403,
    ],
  ])('%s', async (_name, prepare, status) => {
    prepare();
    const answer = await signIn();
    expect([answer.status, cookieOf(answer, 'hostwire_session')]).toEqual([status, undefined]);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.text).not.toContain('<SSO>');
  });

  test('by the answer to a sign-in of another browser, twice, or by a made-up one', async () => {
    const { path, cookie } = await begin();
    const other = await begin();
    const statusOf = async (asked: string, headers: Record<string, string>) =>
      (await api.call('web', { path: asked, headers })).status;
    expect(await statusOf(path, {})).toBe(403);
    expect(await statusOf(path, { cookie: other.cookie })).toBe(403);
    expect(await statusOf(`${callbackPath}?code=x&state=y`, { cookie })).toBe(403);
    expect(await statusOf(path, { cookie })).toBe(303);
    expect(await statusOf(path, { cookie })).toBe(403);
  });

  test('as a user of this collector who has the same name', async () => {
    await api.admin('/api/v1/users', { name: 'bob', role: 'administrator' });
    provider.idToken = { preferred_username: 'bob', sub: 'u2' };
    provider.userInfo = { sub: 'u2', groups: ['sre'] };
    expect((await signIn()).status).toBe(403);
  });
});

test('the audit log names who came in by the provider, and who did not', async () => {
  await signIn();
  provider.userInfo = {};
  await signIn();
  const { entries } = await api.admin<AuditLogResponse>('/api/v1/audit-log?what=login&limit=1000');
  const told = entries.map(({ action, object, detail }) => `${action} ${object} ${detail}`);
  expect(told).toContain('login user ann provider');
  expect(told.some((line) => /^login\.refused {2}provider: nothing in the claim groups/.test(line))).toBe(
    true,
  );
});

test('a provider that is away is said to be, and asked again', async () => {
  const away = await TestOidcProvider.start();
  const config = providerConfig.parse({ issuer: away.issuer, clientId: 'x' });
  const { port } = new URL(away.issuer);
  await away.stop();
  const { clock, logger } = api.options;
  const lonely = new IdentityProvider({ config, clock, logger });
  const begin = () => lonely.begin('http://127.0.0.1/callback');
  await expect(begin()).rejects.toMatchObject({ code: 'PROVIDER_FAILED' });
  const back = await TestOidcProvider.start(Number(port));
  expect((await begin()).url.origin).toBe(back.issuer);
  await back.stop();
});
