import { closeSync, constants, openSync } from 'node:fs';
import { request } from 'node:http';
import { basename, dirname, join } from 'node:path';
import {
  ApiError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from '@hostwire/api/client';
import { errorCode } from '@hostwire/runtime';

/** Longest path a Unix socket address holds (sun_path is 108 bytes on Linux, 104 on macOS). */
const maxSocketPath = 100;
/** How long a collector may say nothing; a request may allow more. */
const answerTimeoutMs = 30_000;

/**
 * Requests to the collector on this machine, over the Unix socket in its data folder: whoever may open the socket is
 * the administrator.
 */
export function socketTransport(dataDir: string): Transport {
  return { send: (call) => send(dataDir, call) };
}

async function send(dataDir: string, call: TransportRequest): Promise<TransportResponse> {
  const { body, silenceMs = answerTimeoutMs, signal } = call;
  const socket = openSocket(dataDir);
  return new Promise((resolve, reject) => {
    const type = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body ?? '') };
    const outgoing = request({
      socketPath: socket.path,
      method: call.method,
      path: call.path,
      headers: body === undefined ? {} : type,
      timeout: silenceMs,
      ...(signal === undefined ? {} : { signal }),
    });
    outgoing.on('response', (response) =>
      resolve({
        status: response.statusCode ?? 500,
        header: (name) => response.headers[name]?.toString(),
        body: response,
      }),
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`it said nothing for ${silenceMs / 1000} s`)));
    outgoing.on('error', (error) => reject(signal?.aborted === true ? error : unreachable(dataDir, error)));
    outgoing.on('close', () => socket.release());
    outgoing.end(body);
  });
}

function openSocket(dataDir: string): { path: string; release(): void } {
  try {
    return shortSocketPath(join(dataDir, 'hostwire.sock'));
  } catch (error) {
    throw unreachable(dataDir, error);
  }
}

function unreachable(dataDir: string, cause: unknown): ApiError {
  const code = errorCode(cause);
  if (code === 'EACCES') {
    const message = `no permission to talk to the collector in ${dataDir}. Run this as the user that runs the collector.`;
    return new ApiError('NOT_PERMITTED', message, { status: 403, cause });
  }
  const isGone = code === 'ENOENT' || code === 'ECONNREFUSED';
  const why = isGone
    ? 'no collector is running there'
    : cause instanceof Error
      ? cause.message
      : String(cause);
  const message = `cannot reach a collector in ${dataDir}: ${why}. Start one with "npm start" (or "hostwire up"), name its folder with --data DIR or HOSTWIRE_DATA, or its address with --url.`;
  return new ApiError('UNREACHABLE', message, { cause });
}

/** A path that fits into a socket address: through an open descriptor of its folder where it would be too long. */
function shortSocketPath(path: string): { path: string; release(): void } {
  if (Buffer.byteLength(path) <= maxSocketPath || process.platform !== 'linux')
    return { path, release: () => undefined };
  const folder = openSync(dirname(path), constants.O_RDONLY | constants.O_DIRECTORY);
  return { path: `/proc/self/fd/${folder}/${basename(path)}`, release: () => closeSync(folder) };
}
