import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { LoginLink } from '@hostwire/api';
import { ApiServer } from './api-server.ts';
import { TestApi } from './testing/test-api.ts';

const indexPage = `<meta name="base-path" content="" /><link href="./favicon.svg" /><script src="./assets/a.js"></script>`;
let api: TestApi;
let server: ApiServer;

beforeAll(async () => {
  api = await TestApi.start();
  const dashboardDir = join(api.folder, 'pages-below');
  await mkdir(join(dashboardDir, 'assets'), { recursive: true });
  await writeFile(join(dashboardDir, 'index.html'), indexPage);
  await writeFile(join(dashboardDir, 'assets', 'a.js'), '1');
  server = new ApiServer({
    ...api.options,
    web: { host: '127.0.0.1', port: 0, publicUrl: 'https://example.org', basePath: '/hostwire' },
    socketPath: join(api.folder, 'below.sock'),
    authPath: join(api.folder, 'below.json'),
    dashboardDir,
  });
  await server.start();
});
afterAll(async () => {
  await server.stop();
  await api.stop();
});

async function get(path: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(new URL(path, server.webUrl), { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test('its own address and the public one have the base path', () => {
  expect(new URL(server.webUrl).pathname).toBe('/hostwire');
  expect(server.publicUrl).toBe('https://example.org/hostwire');
});

describe.each([
  ['passes the base path on', '/hostwire'],
  ['takes the base path off', ''],
])('behind a proxy that %s', (_how, prefix) => {
  test('a login ends in a cookie of the base path, on the fleet page', async () => {
    const link = new URL((await loginLink()).url);
    expect(`${link.origin}${link.pathname}`).toBe('https://example.org/hostwire/login');
    const answer = await get(`${prefix}/login${link.search}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/hostwire/']);
    expect(answer.headers.get('set-cookie')).toContain('; Path=/hostwire;');
    const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
    expect((await get(`${prefix}/api/v1/session`, { cookie })).status).toBe(200);
    expect((await get(`${prefix}/api/v1/session?x=1`)).status).toBe(401);
  });

  test('pages name their files below the base path, at every depth', async () => {
    const page = await get(`${prefix}/hosts/web-1`, { accept: 'text/html' });
    expect(page.text).toBe(
      `<meta name="base-path" content="/hostwire" /><link href="/hostwire/favicon.svg" /><script src="/hostwire/assets/a.js"></script>`,
    );
    expect((await get(`${prefix}/`, { accept: 'text/html' })).text).toBe(page.text);
    expect((await get(`${prefix}/assets/a.js`)).text).toBe('1');
  });

  test('a page that the browser has is not sent again', async () => {
    const { headers } = await get(`${prefix}/`, { accept: 'text/html' });
    const again = await get(`${prefix}/`, {
      accept: 'text/html',
      'if-none-match': headers.get('etag') ?? '',
    });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  test('a link that is not good leads back below the base path', async () => {
    expect((await get(`${prefix}/login?token=none`)).text).toContain('<a href="/hostwire/">');
  });
});

test.each(['/hostwire', '/hostwire?at=1'])('%s is the fleet page', async (path) => {
  expect((await get(path, { accept: 'text/html' })).status).toBe(200);
});

test('the base path gives no access', async () => {
  for (const path of [
    '/hostwire/api/v1/hosts',
    '/hostwire/hostwire/api/v1/hosts',
    '/%68ostwire/api/v1/hosts',
  ])
    expect([path, [401, 404].includes((await get(path)).status)]).toEqual([path, true]);
});

test('the OpenAPI document has the base path', async () => {
  const document = await api.call('socket', { path: '/api/v1/openapi.json' });
  expect(JSON.parse(document.text)).not.toHaveProperty('servers');
  expect(JSON.parse(await overSocket('/api/v1/openapi.json'))).toMatchObject({
    servers: [{ url: '/hostwire' }],
  });
});

async function loginLink(): Promise<LoginLink> {
  return JSON.parse(await overSocket('/api/v1/login-links', 'POST')) as LoginLink;
}

async function overSocket(path: string, method: 'GET' | 'POST' = 'GET'): Promise<string> {
  const outgoing = request({ socketPath: join(api.folder, 'below.sock'), method, path, agent: false }).end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return text(response);
}
