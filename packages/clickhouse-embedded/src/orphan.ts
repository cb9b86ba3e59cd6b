import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataFolder } from './data-folder.ts';
import { systemErrorCode } from './errors.ts';
import { commandOf } from './process-identity.ts';

/** How long a server whose owner was killed may take to shut down by itself. */
const GRACE_MS = 10_000;
const POLL_MS = 20;

/**
 * Waits until a server that a killed owner left behind has ended, and ends it if it does not. Call it with the folder
 * lock held: then a server on this folder can only be such a one.
 */
export async function endOrphan(folder: DataFolder): Promise<void> {
  const pid = await pidInStatus(folder.statusPath);
  if (pid === undefined) return;
  const deadline = performance.now() + GRACE_MS;
  let killed = false;
  // The configuration file's path among the arguments tells our server from another process with a recycled pid.
  while ((await commandOf(pid))?.includes(folder.configPath)) {
    if (!killed && performance.now() >= deadline) {
      process.kill(pid, 'SIGKILL');
      killed = true;
    }
    await sleep(POLL_MS);
  }
}

/** The engine writes its pid there when it starts and deletes the file when it shuts down in order. */
async function pidInStatus(path: string): Promise<number | undefined> {
  try {
    const pid = /^PID: (\d+)$/m.exec(await readFile(path, 'utf8'))?.[1];
    return pid === undefined ? undefined : Number(pid);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
