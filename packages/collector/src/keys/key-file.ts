import { readFile, stat } from 'node:fs/promises';
import { HostwireError, errorCode } from '@hostwire/runtime';

const othersMask = 0o077;

/**
 * The content of a key file, undefined if there is none. `secret`: only its owner may have access.
 * Errors: KEY_PERMISSIONS, KEY_UNREADABLE.
 */
export async function readKeyFile(
  path: string,
  { secret }: { secret: boolean },
): Promise<Buffer | undefined> {
  try {
    const { mode } = await stat(path);
    if (secret && (mode & othersMask) !== 0) throw tooOpen(path, mode);
    return await readFile(path);
  } catch (error) {
    if (error instanceof HostwireError) throw error;
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new HostwireError(
      'KEY_UNREADABLE',
      `cannot read ${path} (${errorCode(error)}): make it readable for the user that runs the collector`,
      { cause: error, context: { path } },
    );
  }
}

function tooOpen(path: string, mode: number): HostwireError {
  const octal = (mode & 0o777).toString(8).padStart(3, '0');
  return new HostwireError(
    'KEY_PERMISSIONS',
    `${path} is open to other users (mode ${octal}): run "chmod 600 ${path}", and replace the key if it may have been read`,
    { context: { path, mode: octal } },
  );
}
