import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ApiServer } from './api-server.ts';
import { routes, type LoginLink, type Route } from '@hostwire/api';
import { errorCodeOf, TestApi } from './testing/test-api.ts';

let api: TestApi;
let cookie: string;

beforeAll(async () => {
  api = await TestApi.start();
  cookie = await api.logIn();
});
afterAll(() => api.stop());

describe('the web listener', () => {
  test('is closed without a session, for every route of the API', async () => {
    const { paths } = JSON.parse((await api.call('socket', { path: '/api/v1/openapi.json' })).text) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
    );
    const closed = routes.filter(([, path]) => path.startsWith('/api/') && path !== '/api/v1/login');
    expect(closed.length).toBeGreaterThan(14);
    for (const [method, path] of closed) {
      const answer = await api.call('web', { method, path: path.replace(/\{\w+\}/g, 'x') });
      expect([method, path, answer.status, errorCodeOf(answer)]).toEqual([
        method,
        path,
        401,
        'NOT_SIGNED_IN',
      ]);
    }
  });

  test('a login link opens it once', async () => {
    const { url } = await api.admin<LoginLink>('/api/v1/login-links', {});
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/login\?token=[\w-]{43}$/);
    const path = new URL(url).pathname + new URL(url).search;
    const first = await api.call('web', { path });
    expect([first.status, first.headers.location]).toEqual([303, '/']);
    const set = String(first.headers['set-cookie']);
    expect(set).toMatch(/; HttpOnly; SameSite=Strict$/);
    const headers = { cookie: set.split(';')[0]! };
    expect((await api.call('web', { path: '/api/v1/session', headers })).text).toMatch(
      /^{"user":"admin","role":"administrator",.*"expiresMs":\d+,"account":{.*}}$/,
    );
    const second = await api.call('web', { path });
    expect([second.status, second.headers['set-cookie']]).toEqual([410, undefined]);
    expect(second.text).toContain('hostwire login');
  });

  test('signing out ends the session, copies of the cookie too', async () => {
    const headers = { cookie: await api.logIn() };
    const out = await api.call('web', { method: 'DELETE', path: '/api/v1/session', headers });
    expect(out.status).toBe(204);
    expect(String(out.headers['set-cookie'])).toMatch(/^hostwire_session=;/);
    expect((await api.call('web', { path: '/api/v1/session', headers })).status).toBe(401);
    expect((await api.call('web', { path: '/api/v1/session', headers: { cookie } })).status).toBe(200);
  });

  test('a name that another leads here is refused (DNS rebinding)', async () => {
    for (const path of ['/', '/api/v1/hosts', '/login?token=x']) {
      const answer = await api.call('web', { path, headers: { host: 'evil.example', cookie } });
      expect([path, answer.status, errorCodeOf(answer)]).toEqual([path, 421, 'HOST_REFUSED']);
    }
  });

  test.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['another port of this host', { origin: 'http://127.0.0.1:1' }],
    ['no origin at all', { origin: 'null' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
  ])('a change from %s is refused (CSRF)', async (_name, headers) => {
    const answer = await api.call('web', {
      method: 'POST',
      path: '/api/v1/tokens',
      body: {},
      headers: { ...headers, cookie },
    });
    expect([answer.status, errorCodeOf(answer)]).toEqual([403, 'ORIGIN_REFUSED']);
  });

  test('a change from its own pages is not', async () => {
    const headers = { cookie, origin: api.server.webUrl, 'sec-fetch-site': 'same-origin' };
    expect(
      (await api.call('web', { method: 'POST', path: '/api/v1/tokens', body: {}, headers })).status,
    ).toBe(200);
  });

  test('links that are not good are limited, and keep no good one out', async () => {
    const { url } = await api.admin<LoginLink>('/api/v1/login-links', {});
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++)
      statuses.push((await api.call('web', { path: '/login?token=guess' })).status);
    expect(statuses.at(-1)).toBe(429);
    const good = await api.call('web', { path: new URL(url).pathname + new URL(url).search });
    expect([good.status, good.headers.location]).toEqual([303, '/']);
  });

  test('serves the pages, with headers that keep scripts of others out', async () => {
    const page = { accept: 'text/html' };
    const index = await api.call('web', { path: '/', headers: page });
    expect(index.text).toContain('<title>pages');
    expect(index.headers).toMatchObject({ 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
    expect(index.headers['content-security-policy']).toMatch(/^default-src 'self';.*frame-ancestors 'none'/);
    const route = await api.call('web', { path: '/hosts/web-1', headers: page });
    expect([route.status, route.text]).toEqual([200, index.text]);
    expect((await api.call('web', { path: '/assets/main-1a2b.js' })).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
    const missing = await api.call('web', { path: '/assets/gone.js' });
    expect([missing.status, errorCodeOf(missing)]).toEqual([404, 'NOT_FOUND']);
    expect((await api.call('web', { path: '/../api-server.ts' })).status).toBe(404);
  });

  test.each([`/api/v1/hosts/${'x'.repeat(400)}`, '/api/v1/hosts/%', '/%zz', '/api/v1/hosts/%ff'])(
    'an address that the router refuses is refused in the words of the API: %s',
    async (path) => {
      const answer = await api.call('web', { path, headers: { cookie } });
      expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'REQUEST_INVALID']);
    },
  );

  test('a port that is taken is said to be', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const second = new ApiServer({
      ...api.options,
      socketPath: join(api.folder, 'second.sock'),
      web: { host: '127.0.0.1', port },
    });
    await expect(second.start()).rejects.toMatchObject({ code: 'WEB_PORT_IN_USE' });
    await second.stop();
    other.close();
  });
});

describe('the unix socket', () => {
  test('is the administrator', async () => {
    expect(await api.admin('/api/v1/session')).toEqual({
      user: null,
      role: 'administrator',
      permissions: ['read', 'alerts', 'settings', 'enrol', 'admin'],
      labels: {},
      expiresMs: null,
      account: null,
    });
  });

  test('tells every route in its OpenAPI document', async () => {
    const { openapi, paths } = await api.admin<{
      openapi: string;
      paths: Record<string, Record<string, { responses: object }>>;
    }>('/api/v1/openapi.json');
    expect(openapi).toBe('3.1.0');
    const reported = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    // A login ends in a cookie; the status page is for the public, where it is switched on.
    const { login, invitation, statusPage, ...onSocket } = routes;
    expect([login, invitation, statusPage]).not.toContain(undefined);
    const expected = Object.values<Record<string, Route>>(onSocket)
      .flatMap((verbs) => Object.values(verbs))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(reported.toSorted()).toEqual(expected.toSorted());
    expect(JSON.stringify(paths['/api/v1/hosts'])).toContain('cpuSpark');
  });

  test('answers what is wrong with a request', async () => {
    const wrong = await api.call('socket', {
      method: 'POST',
      path: '/api/v1/tokens',
      body: { uses: 0, colour: 'red', cidr: ['x'] },
    });
    expect([wrong.status, errorCodeOf(wrong)]).toEqual([400, 'REQUEST_INVALID']);
    expect(wrong.text).toMatch(/uses: .*cidr.*colour/);
    const large = request({
      socketPath: join(api.folder, 'hostwire.sock'),
      method: 'POST',
      path: '/api/v1/sql',
      headers: { 'content-type': 'application/json', 'content-length': 600_000 },
    });
    large.flushHeaders(); // refused by what it announces
    const [refused] = (await once(large, 'response')) as [IncomingMessage];
    expect(refused.statusCode).toBe(413);
    large.destroy();
    const nothing = await api.call('socket', { path: '/api/v1/nothing', headers: { accept: 'text/html' } });
    expect([nothing.status, errorCodeOf(nothing)]).toEqual([404, 'NOT_FOUND']);
  });
});

test('healthz and readyz are open and tell nothing', async () => {
  for (const path of ['/healthz', '/readyz']) {
    expect(await api.call('web', { path })).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  }
});
