import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file so that after a crash at any instant it holds the old content or the new, whole: written beside,
 * synced, renamed, folder synced. `mode` holds from the first byte, so a secret is never readable by others.
 */
export async function writeFileDurably(
  path: string,
  data: string | Uint8Array,
  { mode }: { mode: number },
): Promise<void> {
  const folder = dirname(path);
  const fresh = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(fresh, 'wx', mode);
    try {
      await file.chmod(mode); // the process's umask may have taken bits away
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
