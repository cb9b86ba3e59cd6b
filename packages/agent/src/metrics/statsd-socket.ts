import { lstatSync, rmSync } from 'node:fs';
import { errorCode, HostwireError } from '@hostwire/runtime';
import type NodeUnixSocket from 'node-unix-socket';
import { loadNative } from '../native-module.ts';

/**
 * A Unix datagram socket, which Node does not have: it comes from the optional npm package `node-unix-socket`, a
 * prebuilt module that watches the socket within Node's own event loop, without a thread. It is loaded at the first
 * `open` and not before. A sender whose socket is full waits or is told (EAGAIN); the kernel drops nothing.
 *
 * The file has the mode 0660: who may tell something is the agent's user and group.
 */
const maxPathBytes = 107; // sun_path of unix(7), with its closing 0
const othersOut = 0o117;

export class StatsdSocket {
  readonly #path: string;
  readonly #socket: { close(): void };

  private constructor(path: string, socket: { close(): void }) {
    this.#path = path;
    this.#socket = socket;
  }

  /** A socket that an earlier agent left is replaced. Throws HostwireError with what to do. */
  static async open(path: string, onDatagram: (datagram: Buffer) => void): Promise<StatsdSocket> {
    if (Buffer.byteLength(path) > maxPathBytes) {
      throw new HostwireError(
        'STATSD_PATH_TOO_LONG',
        `${path}: a socket's path has at most ${maxPathBytes} bytes`,
      );
    }
    const { DgramSocket } = await load();
    removeStale(path);
    const socket = new DgramSocket();
    const before = process.umask(othersOut); // from the first instant, without a moment in which others may send
    try {
      socket.bind(path);
    } catch (cause) {
      socket.close();
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new HostwireError('STATSD_SOCKET_FAILED', `${path} cannot be bound: ${why}`, { cause });
    } finally {
      process.umask(before);
    }
    socket.on('data', onDatagram);
    socket.on('error', () => socket.close()); // the next look opens it again
    return new StatsdSocket(path, socket);
  }

  /** Whether what the path names still is a socket: somebody may have cleaned up its folder. */
  get isThere(): boolean {
    return isSocket(this.#path) === true;
  }

  close(): void {
    this.#socket.close();
    if (isSocket(this.#path) === true) rmSync(this.#path, { force: true });
  }
}

async function load(): Promise<typeof NodeUnixSocket> {
  try {
    const module: { default?: typeof NodeUnixSocket } & typeof NodeUnixSocket = await loadNative(
      () => import('node-unix-socket'),
    );
    return module.default ?? module;
  } catch (cause) {
    const message =
      'the optional npm package node-unix-socket is not installed or does not run on this platform';
    throw new HostwireError('STATSD_NOT_AVAILABLE', message, { cause });
  }
}

function removeStale(path: string): void {
  const found = isSocket(path);
  if (found === true) rmSync(path);
  else if (found === false)
    throw new HostwireError(
      'STATSD_PATH_TAKEN',
      `${path} is there and is not a socket; remove it or use another path`,
    );
}

/** undefined: nothing is there. */
function isSocket(path: string): boolean | undefined {
  try {
    return lstatSync(path).isSocket();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
