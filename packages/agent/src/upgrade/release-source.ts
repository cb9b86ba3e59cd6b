/**
 * Fetches a release of the agent from its collector: the signed manifest, and the program of this host. The connection is
 * pinned like the uplink's; what is trusted is the signature, not the collector.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { downloadsPath, manifestLimits, manifestName, type ReleaseProgram } from '@hostwire/protocol';
import { HostwireError } from '@hostwire/runtime';
import type { CollectorAddress } from '../collector-address.ts';
import { connectPinned } from '../uplink/pinned-socket.ts';

interface ProgramTarget {
  readonly path: string;
  readonly signal: AbortSignal;
}

export interface ReleaseSource {
  /** The signed manifest as text. */
  manifest(signal: AbortSignal): Promise<string>;
  /** Writes the program to `path`, executable and synced. Throws DOWNLOAD_DAMAGED when it is not what `program` says. */
  program(name: string, program: ReleaseProgram, to: ProgramTarget): Promise<void>;
}

interface CollectorSourceOptions {
  readonly address: CollectorAddress;
  readonly pins: () => readonly string[];
}

const connectMs = 10_000;
/** Without a byte. */
const idleMs = 30_000;
const programMode = 0o700;

/** Throws HostwireError: those of connectPinned, and DOWNLOAD_REFUSED (retryable where the collector is busy). */
export function collectorSource({ address, pins }: CollectorSourceOptions): ReleaseSource {
  const get = async (name: string, signal: AbortSignal): Promise<IncomingMessage> => {
    const { socket } = await connectPinned({ address, pins: pins(), timeoutMs: connectMs });
    const { host, port } = address;
    return new Promise((resolve, reject) => {
      const path = downloadsPath + name;
      const headers = { connection: 'close' };
      const asking = request({ host, port, path, headers, signal, createConnection: () => socket });
      asking.setTimeout(idleMs, () => asking.destroy(refused(name, 'nothing came for 30 s', true)));
      asking.once('error', reject);
      asking.once('response', (response) => {
        if (response.statusCode === 200) return resolve(response);
        response.resume();
        reject(refused(name, `HTTP ${response.statusCode ?? 0}`, response.statusCode === 503));
      });
      asking.end();
    });
  };
  return {
    manifest: async (signal) => textOf(await get(manifestName, signal)),
    program: async (name, program, { path, signal }) => {
      const response = await get(name, signal);
      const check = new ProgramCheck(name, program);
      await pipeline(response, check, createWriteStream(path, { mode: programMode }), { signal });
      const file = await open(path, 'r');
      try {
        await file.chmod(programMode);
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

/** Lets the bytes of one program through, and nothing else. */
class ProgramCheck extends Transform {
  readonly #name: string;
  readonly #program: ReleaseProgram;
  readonly #hash = createHash('sha256');
  #bytes = 0;

  constructor(name: string, program: ReleaseProgram) {
    super();
    this.#name = name;
    this.#program = program;
  }

  override _transform(chunk: Buffer, _: string, done: (error: Error | null, chunk?: Buffer) => void): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#program.bytes) return done(this.#damaged('it is longer than the manifest says'));
    this.#hash.update(chunk);
    done(null, chunk);
  }

  override _flush(done: (error: Error | null) => void): void {
    const isWhole = this.#bytes === this.#program.bytes;
    if (isWhole && this.#hash.digest('hex') === this.#program.sha256) return done(null);
    done(this.#damaged(isWhole ? 'its checksum differs from the manifest' : 'it is cut short'));
  }

  #damaged(why: string): HostwireError {
    return new HostwireError('DOWNLOAD_DAMAGED', `${this.#name} as the collector sent it is damaged: ${why}`);
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    if (bytes > manifestLimits.maxBytes) throw refused(manifestName, 'it is too long', false);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function refused(name: string, why: string, retryable: boolean): HostwireError {
  return new HostwireError('DOWNLOAD_REFUSED', `the collector did not hand out ${name}: ${why}`, {
    retryable,
  });
}
