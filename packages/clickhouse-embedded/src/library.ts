import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedClickHouseError } from './errors.ts';

export interface Platform {
  readonly os: string;
  readonly cpu: string;
  /** Finds a module's file by its specifier, or throws, as `require.resolve` does. */
  readonly resolve: (specifier: string) => string;
}

export const thisPlatform: Platform = {
  os: process.platform,
  cpu: process.arch,
  resolve: createRequire(import.meta.url).resolve,
};

/** The folder lock and the search for a left-over server read Linux's /proc, so the macOS builds are of no use here. */
const packageByPlatform: ReadonlyMap<string, string> = new Map([
  ['linux-x64', '@chdb/lib-linux-x64-gnu'],
  ['linux-arm64', '@chdb/lib-linux-arm64-gnu'],
]);

/**
 * The path of libchdb.so.
 *
 * @param hint what the owner offers instead, appended to the message
 * @throws EmbeddedClickHouseError `UNSUPPORTED_PLATFORM` or `LIBRARY_MISSING`
 */
export function findLibrary(platform: Platform, hint: string | undefined): string {
  const wayOut = hint === undefined ? '' : ` ${hint}`;
  const key = `${platform.os}-${platform.cpu}`;
  const name = packageByPlatform.get(key);
  if (name === undefined) {
    const supported = [...packageByPlatform.keys()].join(', ');
    const message = `the embedded ClickHouse does not run on ${key} (it does on ${supported}, with glibc).${wayOut}`;
    throw new EmbeddedClickHouseError('UNSUPPORTED_PLATFORM', message);
  }
  try {
    return join(dirname(platform.resolve(`${name}/package.json`)), 'libchdb.so');
  } catch (cause) {
    const message =
      `the npm package ${name}, which holds the ClickHouse engine, is not installed. Install again with optional ` +
      `dependencies (npm: without --omit=optional), or add it: npm install ${name}. It needs glibc.${wayOut}`;
    throw new EmbeddedClickHouseError('LIBRARY_MISSING', message, { cause });
  }
}
