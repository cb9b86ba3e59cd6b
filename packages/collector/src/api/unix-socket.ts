/**
 * A unix socket that only its owner can open, at a path of any length.
 *
 * Bound in a fresh folder that nobody else can enter, made 0600 there, then moved to its place: at no instant can
 * others connect, and what a dead process left there is replaced in one step. A socket that somebody still answers on is
 * left alone (SOCKET_IN_USE).
 *
 * An address holds only some 100 bytes of path. On Linux a longer one goes through /proc/self/fd/N, an open
 * descriptor of the folder; elsewhere it is refused (SOCKET_PATH_TOO_LONG).
 */
import { constants } from 'node:fs';
import { chmod, mkdtemp, open, rename, rm, rmdir, stat, type FileHandle } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { errorCode, HostwireError } from '@hostwire/runtime';

/** sun_path is 108 bytes on Linux, 104 on macOS. */
const maxAddressBytes = 100;
const answerWithinMs = 2_000;

/** A path to listen on or connect to, and what keeps it valid. */
interface SocketAddress {
  readonly path: string;
  close(): Promise<void>;
}

export interface BoundSocket {
  /** Removes the file, unless somebody else's is there by now. */
  remove(): Promise<void>;
}

/** `listen` binds a server to the path that it is given. */
export async function bindUnixSocket(
  path: string,
  listen: (path: string) => Promise<unknown>,
): Promise<BoundSocket> {
  if (await isAnswered(path)) {
    throw new HostwireError(
      'SOCKET_IN_USE',
      `another collector answers on ${path}: stop it, or use another data folder`,
    );
  }
  const folder = await mkdtemp(join(dirname(path), '.socket-'));
  const fresh = join(folder, 'hostwire.sock');
  const address = await addressOf(fresh);
  try {
    await listen(address.path);
    await chmod(fresh, 0o600);
    await rename(fresh, path);
  } finally {
    await rm(fresh, { force: true });
    await rmdir(folder);
  }
  const { ino } = await stat(path);
  return {
    remove: async () => {
      // Only now: the server, as it closes, unlinks the path that it was bound to.
      await address.close();
      if ((await inodeOf(path)) === ino) await rm(path, { force: true });
    },
  };
}

/** The address of a socket file. Errors: SOCKET_PATH_TOO_LONG. */
export async function addressOf(path: string): Promise<SocketAddress> {
  if (Buffer.byteLength(path) <= maxAddressBytes) return { path, close: async () => {} };
  if (process.platform !== 'linux') {
    throw new HostwireError(
      'SOCKET_PATH_TOO_LONG',
      `${path} is longer than ${maxAddressBytes} bytes: use a data folder with a shorter path`,
    );
  }
  const folder: FileHandle = await open(dirname(path), constants.O_RDONLY | constants.O_DIRECTORY);
  return { path: `/proc/self/fd/${folder.fd}/${basename(path)}`, close: () => folder.close() };
}

async function isAnswered(path: string): Promise<boolean> {
  if ((await inodeOf(path)) === undefined) return false;
  const address = await addressOf(path);
  try {
    return await connects(address.path);
  } finally {
    await address.close();
  }
}

function connects(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    const settle = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(answerWithinMs, () => settle(true)); // somebody holds it, if slowly
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

async function inodeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).ino;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
