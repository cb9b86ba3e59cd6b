import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { pinOf } from '@hostwire/protocol';
import { HostwireError, errorCode } from '@hostwire/runtime';
import type { CollectorAddress } from '../collector-address.ts';

export interface PinnedSocketOptions {
  readonly address: CollectorAddress;
  /** Trusted keys: sha256 of the public key, 64 hex digits. */
  readonly pins: readonly string[];
  readonly timeoutMs: number;
}

export interface PinnedSocket {
  readonly socket: TLSSocket;
  /** The one that matched. */
  readonly pin: string;
}

/**
 * A TLS 1.3 connection to a collector whose key matched one of the pins. Nothing of ours was sent over it yet. The pin
 * replaces certificate authorities, names and dates: the key is the identity.
 * Throws HostwireError: UNREACHABLE, TIMED_OUT, TLS_FAILED (all retryable), PIN_MISMATCH.
 */
export function connectPinned({ address, pins, timeoutMs }: PinnedSocketOptions): Promise<PinnedSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: address.host,
      port: address.port,
      minVersion: 'TLSv1.3',
      rejectUnauthorized: false, // checked below, by its key
      ALPNProtocols: ['http/1.1'],
      ...(isIP(address.host) === 0 ? { servername: address.host } : {}),
    });
    let isTcpOpen = false;
    const fail = (error: HostwireError) => {
      clearTimeout(timeout);
      socket.destroy();
      reject(error);
    };
    const timeout = setTimeout(() => fail(timedOut(address, timeoutMs)), timeoutMs);
    socket.once('connect', () => (isTcpOpen = true));
    const onError = (error: Error) =>
      fail(isTcpOpen ? tlsFailed(address, error) : unreachable(address, error));
    const onClose = () => fail(tlsFailed(address, new Error('closed by the other side')));
    socket.once('error', onError);
    socket.once('close', onClose);
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate(); // given once
      const pin = certificate && pinOf(certificate.publicKey.export({ type: 'spki', format: 'der' }));
      if (pin === undefined || !pins.includes(pin)) return fail(wrongPin(address, pin));
      clearTimeout(timeout);
      socket.off('error', onError);
      socket.off('close', onClose);
      resolve({ socket, pin });
    });
  });
}

function unreachable({ host, port, url }: CollectorAddress, cause: Error): HostwireError {
  const reasons: Record<string, string> = {
    ECONNREFUSED: `connection refused: nothing listens at ${host}:${port}; is the collector running, and is this its gateway port?`,
    ENOTFOUND: `the name ${host} is not known: check its spelling and this host's DNS`,
    EAI_AGAIN: `the name ${host} cannot be looked up now: check this host's DNS`,
    EHOSTUNREACH: `no route to ${host}: check the network and firewalls`,
    ENETUNREACH: `no route to ${host}: check the network`,
    ETIMEDOUT: `no answer from ${host}:${port}: check firewalls between here and there`,
  };
  const code = errorCode(cause);
  return new HostwireError('UNREACHABLE', `cannot reach ${url}: ${reasons[code] ?? cause.message}`, {
    retryable: true,
    context: { cause: code },
    cause,
  });
}

function timedOut({ url, host, port }: CollectorAddress, timeoutMs: number): HostwireError {
  const message = `no answer from ${url} within ${timeoutMs / 1000} s: check firewalls between here and ${host}:${port}`;
  return new HostwireError('TIMED_OUT', message, { retryable: true });
}

function tlsFailed({ url }: CollectorAddress, cause: Error): HostwireError {
  const message = `${url} does not speak TLS 1.3 as a collector does (${cause.message}): is this the gateway port, with nothing in between that ends TLS?`;
  return new HostwireError('TLS_FAILED', message, { retryable: true, cause });
}

function wrongPin({ url }: CollectorAddress, pin: string | undefined): HostwireError {
  const message = `${url} shows another key (pin ${pin ?? 'none'}) than the one expected; nothing was sent. It is another collector, its key was replaced, or something in between ends TLS`;
  return new HostwireError('PIN_MISMATCH', message, { context: { pin } });
}
