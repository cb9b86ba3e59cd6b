import { readFileSync } from 'node:fs';
import { createClient, fetchTransport, type Client, type Transport } from '@hostwire/api/client';
import { CommandError, exitCode } from '../exit-code.ts';
import { socketTransport } from './socket-transport.ts';

/** Which collector a command talks to. */
export interface CollectorAddress {
  /** The data folder of a collector on this machine. */
  readonly data?: string;
  /** A collector elsewhere: https://monitor.example.org */
  readonly url?: string;
  /** File with an API token; "-": standard input. */
  readonly tokenFile?: string;
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The data folder that the flag and the environment name. */
  readonly dataDir: (flag: string | undefined) => string;
}

/**
 * The API of the collector that flags and environment name: over the network with `--url` or HOSTWIRE_URL, which needs
 * a token; otherwise over the Unix socket in the data folder, which needs none.
 */
export function connect(address: CollectorAddress, surroundings: Surroundings): Client {
  return createClient(transportTo(address, surroundings));
}

function transportTo({ data, url, tokenFile }: CollectorAddress, { env, dataDir }: Surroundings): Transport {
  const chosen = url ?? (data === undefined ? env['HOSTWIRE_URL'] : undefined);
  if (chosen === undefined) return socketTransport(dataDir(data));
  const token = tokenFile === undefined ? env['HOSTWIRE_TOKEN'] : readToken(tokenFile);
  if (token === undefined || token === '') {
    throw new CommandError(
      exitCode.usage,
      `${chosen} wants an API token: set HOSTWIRE_TOKEN or give --token-file FILE. "hostwire api-token create NAME", on the collector's host, makes one.`,
    );
  }
  return fetchTransport({ baseUrl: baseUrlOf(chosen), token });
}

function baseUrlOf(text: string): string {
  if (URL.canParse(text)) {
    const { protocol, origin, pathname } = new URL(text);
    if (protocol === 'https:' || protocol === 'http:') return `${origin}${pathname.replace(/\/$/, '')}`;
  }
  throw new CommandError(
    exitCode.usage,
    `--url: got "${text}", expected an address such as https://monitor.example.org`,
  );
}

/** Secrets come from files or standard input, never from arguments, which every user of a machine can read. */
function readToken(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').trim();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(exitCode.usage, `--token-file: ${why}`, { cause: error });
  }
}
