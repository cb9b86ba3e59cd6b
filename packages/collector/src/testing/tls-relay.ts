import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { loadKeys } from '../keys/collector-keys.ts';
import { connectTls } from './test-agent.ts';

/** A man in the middle: ends TLS with a certificate of his own and passes what he reads on, over a connection of his. */
export async function startRelay(targetPort: number) {
  const folder = await mkdtemp(join(tmpdir(), 'hostwire-relay-'));
  const { privateKey, certificate } = await loadKeys(folder, { nowMs: Date.now() });
  await rm(folder, { recursive: true });
  const passed: Buffer[] = [];
  const server = createServer({ key: privateKey, cert: certificate, minVersion: 'TLSv1.3' }, (client) => {
    client.on('error', () => undefined);
    client.on('data', (chunk: Buffer) => passed.push(chunk));
    client.pause();
    void connectTls(targetPort).then((upstream) => {
      client.pipe(upstream);
      upstream.pipe(client);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    /** What he read, in lower case. */
    passed: () => Buffer.concat(passed).toString('latin1').toLowerCase(),
    stop: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
