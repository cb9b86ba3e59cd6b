import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { LoginLink, SessionEntry } from '@hostwire/api';
import { ApiServer } from './api-server.ts';
import { TestApi } from './testing/test-api.ts';

const publicUrl = 'https://monitor.example.org';
let api: TestApi;
let server: ApiServer;

beforeAll(async () => {
  api = await TestApi.start();
  const web = { host: '127.0.0.1', port: 0, publicUrl, trustedProxies: '127.0.0.1,10.0.0.0/8' };
  server = new ApiServer({
    ...api.options,
    web,
    socketPath: join(api.folder, 'proxied.sock'),
    authPath: join(api.folder, 'proxied.json'),
  });
  await server.start();
});
afterAll(async () => {
  await server.stop();
  await api.stop();
});

/** Over TCP, as a proxy on this machine would; without an address: over the socket. */
async function ask(path: string, { method = 'GET', headers = {}, socket = false }: AskOptions = {}) {
  const { hostname, port } = new URL(server.webUrl);
  const where = socket ? { socketPath: join(api.folder, 'proxied.sock') } : { host: hostname, port };
  const outgoing = request({ ...where, method, path, headers, agent: false });
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}
interface AskOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly socket?: boolean;
}

test('links have the public address; its cookie is secure, and its session has the address of the client', async () => {
  const link = JSON.parse(
    (await ask('/api/v1/login-links', { method: 'POST', socket: true })).body,
  ) as LoginLink;
  expect(link.url).toMatch(/^https:\/\/monitor\.example\.org\/login\?token=/);
  const headers = { host: 'monitor.example.org', 'x-forwarded-for': '203.0.113.9' };
  const login = await ask(new URL(link.url).pathname + new URL(link.url).search, { headers });
  const cookie = String(login.headers['set-cookie']);
  expect([login.status, cookie]).toEqual([303, expect.stringContaining('; Secure')]);
  const session = await ask('/api/v1/sessions', { headers: { ...headers, cookie: cookie.split(';')[0]! } });
  const { sessions } = JSON.parse(session.body) as { sessions: SessionEntry[] };
  expect(sessions).toMatchObject([{ user: 'admin', current: true, address: '203.0.113.9' }]);
});

test.each([
  ['monitor.example.org', 401],
  ['monitor.example.org:443', 401],
  ['evil.example', 421],
  ['monitor.example.org.evil.example', 421],
  ['monitor.example.org@evil.example', 421],
])('Host %s: %d', async (host, status) => {
  expect((await ask('/api/v1/hosts', { headers: { host } })).status).toBe(status);
});

test.each([
  [publicUrl, '127.0.0.1', 401], // a proxy that does not pass the Host on
  [publicUrl, 'monitor.example.org', 401],
  ['http://evil.example', 'monitor.example.org', 403],
  ['http://evil.example', '127.0.0.1', 403],
  ['https://monitor.example.org.evil.example', 'monitor.example.org', 403],
])('a change of Origin %s to Host %s: %d', async (origin, host, status) => {
  expect((await ask('/api/v1/tokens', { method: 'POST', headers: { origin, host } })).status).toBe(status);
});

test('a connection that says nothing is closed', async () => {
  const { hostname, port } = new URL(server.webUrl);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined).resume();
  const startMs = performance.now();
  await once(socket, 'close');
  expect(performance.now() - startMs).toBeLessThan(40_000); // Node's own limit is 60 s, looked at every 30 s
});
