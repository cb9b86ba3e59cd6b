import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createClient, type TransportRequest } from '@hostwire/api/client';
import { exitCodeOf } from '../exit-code.ts';
import { socketTransport } from './socket-transport.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostwire-cli-'));
let server: Server;
let answer: { status: number; code: string };

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/healthz') return;
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { code: answer.code, message: `${answer.code} it is` } }));
  });
  server.listen(join(folder, 'hostwire.sock'));
  await once(server, 'listening');
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  rmSync(folder, { recursive: true });
});

test.each([
  [400, 'QUERY_FAILED', 1],
  [400, 'REQUEST_INVALID', 2],
  [400, 'ACCESS_DENIED', 4],
  [401, 'NOT_SIGNED_IN', 4],
  [404, 'AGENT_UNKNOWN', 1],
  [503, 'UNREACHABLE', 3],
])('%d %s: exit code %d, in the words of the collector', async (status, code, exitCode) => {
  answer = { status, code };
  const error: unknown = await createClient(socketTransport(folder))
    .hosts.list()
    .catch((e: unknown) => e);
  expect(error).toMatchObject({ message: `${code} it is` });
  expect(exitCodeOf(error)).toBe(exitCode);
});

test('a collector that says nothing is given up after the time allowed', async () => {
  const error: unknown = await createClient(socketTransport(folder))
    .health.live({ silenceMs: 50 })
    .catch((e: unknown) => e);
  expect(error).toMatchObject({ message: expect.stringContaining('it said nothing for 0.05 s') });
  expect(exitCodeOf(error)).toBe(3);
});

test('a call that its signal ends throws no word about the collector', async () => {
  const request: TransportRequest = {
    method: 'GET',
    path: '/healthz',
    body: undefined,
    signal: AbortSignal.abort(),
  };
  await expect(socketTransport(folder).send(request)).rejects.toMatchObject({ name: 'AbortError' });
});

test('no collector there: exit code 3, with what to do', async () => {
  const error: unknown = await createClient(socketTransport(join(folder, 'none')))
    .hosts.list()
    .catch((e: unknown) => e);
  expect(error).toMatchObject({
    message: expect.stringMatching(/no collector is running there.*npm start.*--data/),
  });
  expect(exitCodeOf(error)).toBe(3);
});
