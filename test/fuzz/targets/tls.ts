import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { connect } from 'node:tls';
import type { Random } from '../../chaos/random.ts';
import type { Case } from '../case.ts';
import { exchange, openTcp } from '../exchange.ts';
import { randomBytes } from '../hostile-values.ts';
import { ordinaryPace, type Target } from '../target.ts';
import type { World } from '../world.ts';

const handshake = 22;

interface ClientHello {
  version: Uint8Array;
  random: Uint8Array;
  sessionId: Uint8Array;
  ciphers: Uint8Array;
  compression: Uint8Array;
  extensions: { id: number; data: Uint8Array }[];
}

/** Records before there is a key: hellos that are nearly right, other records, other protocols. */
export async function tlsTarget({ gatewayPort }: World): Promise<Target> {
  const honest = await honestHello();
  return {
    name: 'tls',
    pace: ordinaryPace,
    generate: (random) => records(changedHello(honest, random), random),
    play: async (attack) => {
      const { received, isOver } = await exchange(await openTcp(gatewayPort), attack);
      if (received.length === 0) return isOver ? 'cut' : 'silent';
      const types = received[0] === 21 ? `alert ${received[6] ?? '?'}` : `record ${received[0]}`;
      return isOver ? `${types} cut` : types;
    },
  };
}

/** As this Node writes it. */
async function honestHello(): Promise<ClientHello> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  client.on('error', () => undefined); // nobody answers
  const [socket] = (await once(server, 'connection')) as [Socket];
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  client.destroy();
  socket.destroy();
  server.close();
  return parse(bytes.subarray(9));
}

function parse(body: Buffer): ClientHello {
  let at = 34;
  const take = (lengthBytes: number) => {
    const length = body.readUIntBE(at, lengthBytes);
    const taken = body.subarray(at + lengthBytes, at + lengthBytes + length);
    at += lengthBytes + length;
    return taken;
  };
  const [sessionId, ciphers, compression] = [take(1), take(2), take(1)];
  const extensions: ClientHello['extensions'] = [];
  for (at += 2; at < body.length;) {
    const id = body.readUInt16BE(at);
    at += 2;
    extensions.push({ id, data: take(2) });
  }
  const [version, random] = [body.subarray(0, 2), body.subarray(2, 34)];
  return { version, random, sessionId, ciphers, compression, extensions };
}

function changedHello(honest: ClientHello, random: Random): ClientHello {
  const hello = { ...honest, extensions: [...honest.extensions] };
  const at = random.between(0, hello.extensions.length - 1);
  const extension = hello.extensions[at]!;
  const changes: readonly (() => void)[] = [
    () => (hello.version = random.pick([Uint8Array.of(3, 0), Uint8Array.of(3, 4), Uint8Array.of(0, 0)])),
    () => (hello.random = randomBytes(random, 40)),
    () => (hello.sessionId = randomBytes(random, 255)),
    () => (hello.ciphers = randomBytes(random, 600)),
    () => (hello.compression = randomBytes(random, 4)),
    () => void hello.extensions.splice(at, 1),
    () => void hello.extensions.push(extension),
    () => (hello.extensions[at] = { ...extension, data: randomBytes(random, 80) }),
    () => (hello.extensions[at] = { id: random.between(0, 65_535), data: extension.data }),
    () => (hello.extensions = random.shuffled(hello.extensions)),
    () => {
      for (let count = 0; count < 3_000; count++)
        hello.extensions.push({ id: count, data: new Uint8Array() });
    },
    () => undefined,
  ];
  for (let count = random.between(1, 2); count > 0; count--) random.pick(changes)();
  return hello;
}

function records(hello: ClientHello, random: Random): Case {
  const body = write(hello);
  const lie = random.next() < 0.15 ? random.between(-40, 400) : 0;
  const message = Buffer.concat([Buffer.of(1), number(Math.max(0, body.length + lie), 3), body]);
  const size = random.next() < 0.3 ? random.between(1, 64) : 16_384;
  const parts: Uint8Array[] = [];
  for (let at = 0; at < message.length; at += size)
    parts.push(record(handshake, message.subarray(at, at + size), random));
  if (random.next() < 0.3) parts.push(record(random.between(19, 25), randomBytes(random, 100), random));
  if (random.next() < 0.1) parts.unshift(record(20, Uint8Array.of(1), random));
  return random.next() < 0.1 ? parts.slice(0, -1) : parts;
}

function record(type: number, fragment: Uint8Array, random: Random): Uint8Array {
  const length = random.next() < 0.05 ? random.between(0, 65_535) : fragment.length;
  return Buffer.concat([
    Buffer.of(type, 3, random.next() < 0.05 ? random.between(0, 255) : 1),
    number(length, 2),
    fragment,
  ]);
}

function write({ version, random, sessionId, ciphers, compression, extensions }: ClientHello): Buffer {
  const list = Buffer.concat(
    extensions.map(({ id, data }) => Buffer.concat([number(id, 2), sized(data, 2)])),
  );
  return Buffer.concat([
    version,
    random,
    sized(sessionId, 1),
    sized(ciphers, 2),
    sized(compression, 1),
    sized(list, 2),
  ]);
}

function sized(data: Uint8Array, lengthBytes: number): Buffer {
  return Buffer.concat([number(data.length, lengthBytes), data]);
}

function number(value: number, bytes: number): Buffer {
  const written = Buffer.alloc(bytes);
  written.writeUIntBE(value % 256 ** bytes, 0, bytes);
  return written;
}
