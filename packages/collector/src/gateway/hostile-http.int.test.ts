import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { agentPath } from '@hostwire/protocol';
import { waitFor } from '@hostwire/testing';
import { connectTls, readResponse } from '../testing/test-agent.ts';
import { TestGateway } from '../testing/test-gateway.ts';
import { TestSpool } from '../testing/test-spool.ts';
import { gatewayLimits } from './gateway-limits.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

/** The proof that nobody else suffered: an agent gets in and has a batch committed. */
async function expectService(): Promise<void> {
  const agent = await gateway.agent();
  const spool = new TestSpool();
  const connection = await agent.connect(gateway.port);
  connection.send(spool.hello());
  await connection.frame('welcome');
  connection.send(spool.batch());
  await connection.acked(1);
}

const upgradeHead = `GET ${agentPath} HTTP/1.1\r\nhost: collector\r\nconnection: upgrade\r\n`;
const webSocketHeaders = 'sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';

describe('hostile HTTP', () => {
  test.each<[string, string, number | undefined]>([
    ['no Upgrade header', `GET ${agentPath} HTTP/1.1\r\nhost: x\r\n\r\n`, 404],
    [
      'two Upgrade headers',
      `${upgradeHead}upgrade: websocket\r\nupgrade: h2c\r\n${webSocketHeaders}\r\n`,
      401,
    ],
    [
      'an upgrade to another path',
      upgradeHead.replace(agentPath, '/v1/other') + 'upgrade: websocket\r\n\r\n',
      404,
    ],
    ['an upgrade without a signature', `${upgradeHead}upgrade: websocket\r\n${webSocketHeaders}\r\n`, 401],
    ['a header of 1 MB', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(2 ** 20)}\r\n\r\n`, undefined],
    ['10,000 headers', `GET / HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(10_000)}\r\n`, undefined],
    ['no HTTP at all', '\0\x01\x02\x03\r\n\r\n', undefined],
    [
      'a length that lies about another',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      undefined,
    ],
  ])('%s is answered or cut at once', async (...[, request, status]) => {
    const socket = await connectTls(gateway.port);
    socket.write(request);
    const answer = await readResponse(socket);
    expect(Number.isNaN(answer.status) ? undefined : answer.status).toBe(status);
    await expectService();
  });

  test('a second request behind the first is not served after a refusal', async () => {
    const socket = await connectTls(gateway.port);
    socket.write('GET /a HTTP/1.1\r\nhost: x\r\n\r\nGET /b HTTP/1.1\r\nhost: x\r\n\r\n');
    const { head, body } = await readResponse(socket);
    expect(head).toMatch(/^HTTP\/1.1 404 /);
    expect(body.includes('HTTP/1.1')).toBe(false);
  });

  test('headers that trickle in are cut at the limit', async () => {
    const socket = await connectTls(gateway.port);
    const began = performance.now();
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n');
    const trickle = setInterval(() => socket.write('a: b\r\n'), 200);
    socket.resume();
    await once(socket, 'close');
    clearInterval(trickle);
    const tookMs = performance.now() - began;
    expect(tookMs).toBeGreaterThan(gatewayLimits.headersMs * 0.9);
    expect(tookMs).toBeLessThan(gatewayLimits.headersMs + 5_000);
    await expectService();
  });

  test('a handshake that never comes is cut at the limit', async () => {
    const socket = connectTcp(gateway.port, '127.0.0.1');
    const began = performance.now();
    socket.on('error', () => undefined);
    socket.resume();
    await once(socket, 'close');
    expect(performance.now() - began).toBeLessThan(gatewayLimits.tlsHandshakeMs + 5_000);
  });

  test('idle connections take no more places than there are, and give them back', async () => {
    await gateway.stop();
    gateway = await TestGateway.start({ maxConnectionsPerAddress: 50 });
    const attempts = await Promise.allSettled(Array.from({ length: 200 }, () => connectTls(gateway.port)));
    const held = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    for (const socket of held) socket.resume();
    const open = () => held.filter((socket: TLSSocket) => !socket.destroyed).length;
    expect(open()).toBeGreaterThan(0);
    await waitFor('the oldest made room for the newest', () => open() <= 50);
    await waitFor('the others are cut at the limit', () => open() === 0);
    await expectService();
  });
});
