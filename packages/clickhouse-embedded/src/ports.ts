import { createServer } from 'node:net';
import { EmbeddedClickHouseError, systemErrorCode } from './errors.ts';

export interface Ports {
  readonly httpPort: number;
  readonly tcpPort: number;
}

/**
 * Replaces 0 by a free port and makes sure that the others are free. Between this and the server's own bind another
 * program may be faster; the caller then asks again.
 *
 * @throws EmbeddedClickHouseError `PORT_IN_USE`, or `START_FAILED` when the host cannot be listened on at all
 */
export async function choosePorts(host: string, wanted: Ports): Promise<Ports> {
  // Both stay bound until both are known, or the second might be given the first one's port.
  const http = await bind(host, wanted.httpPort);
  try {
    const tcp = await bind(host, wanted.tcpPort);
    await tcp.release();
    return { httpPort: http.port, tcpPort: tcp.port };
  } finally {
    await http.release();
  }
}

interface BoundPort {
  readonly port: number;
  release(): Promise<void>;
}

async function bind(host: string, port: number): Promise<BoundPort> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(bindError({ host, port, error })));
    server.listen({ host, port, exclusive: true }, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  const release = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port: address.port, release };
}

function bindError({
  host,
  port,
  error,
}: {
  host: string;
  port: number;
  error: Error;
}): EmbeddedClickHouseError {
  if (systemErrorCode(error) !== 'EADDRINUSE') {
    const message = `cannot listen on ${host}:${port} (${error.message}). Choose another address or port.`;
    return new EmbeddedClickHouseError('START_FAILED', message, { cause: error });
  }
  const message =
    `port ${port} on ${host} is in use by another program. Stop that program (ss -ltnp 'sport = :${port}' names it), ` +
    'or choose another port; 0 takes any free one.';
  return new EmbeddedClickHouseError('PORT_IN_USE', message, { cause: error });
}
