import type { Random } from '../../chaos/random.ts';
import { textAt, type Case } from '../case.ts';
import { describeHttp, exchange, openTcp, openTls } from '../exchange.ts';
import { hostileNumber, hostileText } from '../hostile-values.ts';
import { ordinaryPace, type Target } from '../target.ts';
import type { World } from '../world.ts';

const methods = [
  'GET',
  'POST',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PUT',
  'get',
  'G\0T',
  'PRI',
] as const;
const paths = [
  '/',
  '/v1/agent',
  '/v1/enroll',
  '/api/v1/hosts',
  '/API/v1/hosts',
  '/api//v1/hosts',
  '/api/v1/%68osts',
  '/api/v1/../v1/users',
  '//evil.example/api/v1/users',
  'http://evil.example/api/v1/users',
  '*',
  '/login#x',
  '/healthz',
  '/install.sh',
  '/downloads/..%2f..%2fserver.key',
  '/assets/../../../etc/passwd',
  '/api/v1/hosts;x=1',
  '/api/v1/live?fleet=1',
] as const;
const versions = [
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/2.0',
  'HTTP/9.9',
  'HTTP/1.',
  '',
] as const;
const lineEnds = ['\r\n', '\r\n', '\r\n', '\r\n', '\n', '\r', '\0\r\n'] as const;

/** Requests on both listeners that no client would write; the first message says on which. */
export function httpTarget({ gatewayPort, webPort }: World): Target {
  return {
    name: 'http',
    pace: ordinaryPace,
    generate: (random) => [Buffer.from(random.pick(['gateway', 'web'])), ...requests(random)],
    play: async (attack) => {
      const isGateway = textAt(attack, 0) === 'gateway';
      const socket = await (isGateway ? openTls(gatewayPort) : openTcp(webPort));
      const answer = await exchange(socket, attack.slice(1));
      return `${isGateway ? 'gateway' : 'web'} ${describeHttp(answer)}`;
    },
  };
}

function requests(random: Random): Case {
  return Array.from({ length: random.next() < 0.25 ? random.between(2, 5) : 1 }, () =>
    Buffer.from(request(random), 'latin1'),
  );
}

function request(random: Random): string {
  const end = random.pick(lineEnds);
  const target = random.next() < 0.15 ? `/${encodeURIComponent(hostileText(random))}` : random.pick(paths);
  const first = `${random.pick(methods)} ${target} ${random.pick(versions)}`;
  const count = random.next() < 0.06 ? 3_000 : random.between(0, 6);
  const headers = Array.from({ length: count }, () => header(random));
  const host = random.next() < 0.85 ? [`Host: 127.0.0.1`] : [];
  const { framing, body } = bodyFor(random);
  return [first, ...host, ...headers, ...framing, '', body].join(end);
}

function header(random: Random): string {
  const value = hostileText(random).replaceAll('\0', '').slice(0, 20_000);
  return random.pick([
    `X-A: ${value}`,
    `Host: ${value}`,
    `Origin: http://evil.example`,
    `Connection: ${random.pick(['keep-alive', 'close', 'upgrade', 'keep-alive, upgrade', ','])}`,
    `Upgrade: ${random.pick(['websocket', 'h2c', 'TLS/1.0', ''])}`,
    `Sec-WebSocket-Version: ${hostileNumber(random)}`,
    `Sec-WebSocket-Key: ${value}`,
    `Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=99`,
    `Authorization: ${random.pick(['Bearer ', 'Basic Og==', 'Hostwire1 id=, sig='])}${value}`,
    `Cookie: hostwire_session=${value}`,
    `X-Forwarded-For: ${random.pick(['127.0.0.1', '::1, 10.0.0.1', value])}`,
    `X-Forwarded-Proto: https`,
    `Forwarded: for="[::1]";proto=https`,
    `Accept-Encoding: ${random.pick(['gzip', 'br;q=9e9', '*;q=-1', value])}`,
    `Content-Type: ${random.pick(['application/json', 'application/json; charset=utf-7', 'text/html', value])}`,
    `Content-Encoding: gzip`,
    `Expect: ${random.pick(['100-continue', 'x'])}`,
    `Range: bytes=${random.pick(['0-', '-1', '5-1', '0-0,1-1,2-2'])}`,
    `If-None-Match: ${value}`,
    ` folded: ${value}`,
    `: empty`,
    `A B: c`,
  ]);
}

function bodyFor(random: Random): { framing: readonly string[]; body: string } {
  const text = hostileText(random).slice(0, 2_000);
  const length = Buffer.byteLength(text, 'latin1');
  return random.pick([
    { framing: [], body: '' },
    { framing: [`Content-Length: ${length}`], body: text },
    { framing: [`Content-Length: ${hostileNumber(random)}`], body: text },
    { framing: [`Content-Length: ${length}`, 'Content-Length: 1'], body: text },
    { framing: [`Content-Length: ${length}`, 'Transfer-Encoding: chunked'], body: `3\r\nabc\r\n0\r\n\r\n` },
    {
      framing: ['Transfer-Encoding: chunked'],
      body: `${random.pick(['3', 'ffffffffff', '-1', '3;x=y', 'g'])}\r\nabc\r\n0\r\n\r\n`,
    },
    { framing: ['Transfer-Encoding: gzip, chunked'], body: '0\r\n\r\n' },
    { framing: ['Transfer-Encoding : chunked'], body: '0\r\nX: y\r\n\r\n' },
  ]);
}
