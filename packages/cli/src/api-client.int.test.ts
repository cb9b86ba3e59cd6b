import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ApiClient } from './api-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostwire-cli-'));
let server: Server;
let answer: { status: number; code: string };

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/silent') return;
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
  await expect(new ApiClient(folder).get('/')).rejects.toMatchObject({ exitCode, message: `${code} it is` });
});

test('a collector that says nothing is given up after the time allowed', async () => {
  const call = { method: 'GET', path: '/silent', silenceMs: 50 } as const;
  await expect(new ApiClient(folder).stream(call)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining('it said nothing for 0.05 s'),
  });
});

test('no collector there: exit code 3, with what to do', async () => {
  await expect(new ApiClient(join(folder, 'none')).get('/')).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/no collector is running there.*npm start.*--data/),
  });
});
