import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { TestApi } from './testing/test-api.ts';

type Route = readonly [method: string, path: string];

/** What needs no session. A route that is not named here is closed. */
const publicPaths = ['/healthz', '/readyz', '/login', '/api/v1/login'];
const refusals = [400, 401, 404, 405, 421, 431];

let api: TestApi;
let authority: string;
let closed: Route[];

beforeAll(async () => {
  api = await TestApi.start();
  authority = new URL(api.server.webUrl).host;
  const { paths } = await api.admin<{ paths: Record<string, Record<string, unknown>> }>(
    '/api/v1/openapi.json',
  );
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method): Route => [method.toUpperCase(), path.replace(/\{\w+\}/g, 'x')]),
  );
  closed = documented.filter(([, path]) => !publicPaths.includes(path));
});
afterAll(() => api.stop());

const encoded = (text: string) =>
  Array.from(text)
    .map((letter) => `%${letter.charCodeAt(0).toString(16)}`)
    .join('');

/** Ways to write one path that a router, a proxy or a guard may take for the same. */
const spellings: Readonly<Record<string, (path: string) => string>> = {
  'as it is': (path) => path,
  'first letter encoded': (path) => `/${encoded(path[1]!)}${path.slice(2)}`,
  'every letter encoded': (path) => path.replace(/[^/]/g, encoded),
  'encoded with capital digits': (path) => path.replace('p', '%70').replace('a', '%61'.toUpperCase()),
  'slashes encoded': (path) => `/${path.slice(1).replaceAll('/', '%2F')}`,
  'encoded twice': (path) => path.replace('a', '%2561'),
  absolute: (path) => `http://${authority}${path}`,
  'absolute, encoded': (path) => `http://${authority}/${encoded(path[1]!)}${path.slice(2)}`,
  'absolute, another scheme': (path) => `https://${authority}${path}`,
  'absolute, of another host': (path) => `http://elsewhere.example${path}`,
  'absolute, with a user': (path) => `http://root@${authority}${path}`,
  'without scheme': (path) => `//${authority}${path}`,
  'doubled first slash': (path) => `/${path}`,
  'doubled slashes': (path) => path.replaceAll('/', '//'),
  'slash at the end': (path) => `${path}/`,
  capitals: (path) => path.toUpperCase(),
  'one capital': (path) => path.replace(/[a-z]/, (letter) => letter.toUpperCase()),
  'dot segment': (path) => `/.${path}`,
  'dot segments': (path) => `/healthz/..${path}`,
  'encoded dot segments': (path) => `/healthz/%2e%2e${path}`,
  'through the login': (path) => `/login/..;${path}`,
  'query at the end': (path) => `${path}?x=/healthz`,
  'query that names a public route': (path) => `${path}?/login`,
  'encoded question mark': (path) => `${path}%3Fx=1`,
  fragment: (path) => `${path}#/healthz`,
  semicolon: (path) => `${path};/healthz`,
  'semicolon first': (path) => `/;x${path}`,
  backslash: (path) => path.replaceAll('/', '\\'),
  'null byte': (path) => `${path}%00`,
  'no slash': (path) => path.slice(1),
  'over-long encoding of a letter': (path) => path.replace('a', '%c1%a1'),
  'whitespace encoded': (path) => `/%20${path.slice(1)}`,
};

/** Status of a request that is written to the socket as it stands. */
async function statusOf(method: string, target: string, headers: readonly string[] = []): Promise<number> {
  const { hostname, port } = new URL(api.server.webUrl);
  const socket = connect(Number(port), hostname);
  const head = [`${method} ${target} HTTP/1.1`, `host: ${authority}`, 'connection: close', ...headers];
  const body = method === 'POST' ? '{}' : '';
  const size = body === '' ? [] : ['content-type: application/json', `content-length: ${body.length}`];
  socket.write(`${[...head, ...size].join('\r\n')}\r\n\r\n${body}`);
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(await text(socket))?.[1]);
}

const traces = () =>
  api.database.db.query(
    `SELECT (SELECT count() FROM audit_log) AS audit, (SELECT count() FROM tokens) AS tokens`,
  );

describe('without a session every route of the API is closed', () => {
  test.each(Object.keys(spellings))('%s', async (name) => {
    const before = await traces();
    const answers = await Promise.all(
      closed.map(async ([method, path]) => {
        const target = spellings[name]!(path);
        return [method, target, await statusOf(method, target)] as const;
      }),
    );
    expect(answers.filter(([, , status]) => !refusals.includes(status))).toEqual([]);
    expect(await traces()).toEqual(before);
  });

  test('in the spellings that the router takes for the same, by its session alone', async () => {
    for (const name of ['as it is', 'first letter encoded', 'every letter encoded', 'absolute']) {
      const [method, path] = closed.find(([, each]) => each === '/api/v1/hosts')!;
      expect([name, await statusOf(method, spellings[name]!(path))]).toEqual([name, 401]);
    }
  });

  test.each([
    ['HEAD', []],
    ['OPTIONS', []],
    ['GET', ['x-http-method-override: POST']],
    ['GET', ['x-original-url: /healthz', 'x-rewrite-url: /healthz']],
    ['GET', ['cookie: hostwire_session=']],
    ['GET', ['cookie: hostwire_session=x.y', 'cookie: hostwire_session=']],
    ['GET', ['accept: text/html']],
  ])('%s with %p', async (method, headers) => {
    for (const [, path] of closed) expect(refusals).toContain(await statusOf(method, path, headers));
  });
});

test('what is open is named here, and nothing else', async () => {
  expect(closed.length).toBeGreaterThan(25);
  for (const route of ['/healthz', '/readyz']) expect(await statusOf('GET', route)).toBe(200);
  expect(await statusOf('GET', '/login?token=x')).toBe(410);
});
