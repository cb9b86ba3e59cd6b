import { access, constants, mkdir, open, rename, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { EmbeddedClickHouseError, systemErrorCode } from './errors.ts';

const LOG_TAIL_BYTES = 4096;

/** Where everything is inside the data folder. */
export interface DataFolder {
  readonly root: string;
  readonly configPath: string;
  readonly usersPath: string;
  readonly passwordsPath: string;
  /** The engine's own folder. */
  readonly storePath: string;
  /** The engine's lock on that folder; it names the pid while the engine runs. */
  readonly statusPath: string;
  readonly serverLogPath: string;
  /** What the child process prints before the engine's log is open, or instead of it. */
  readonly outputLogPath: string;
  /** Empty working folder of the child: the engine would read a config.xml found in it. */
  readonly workPath: string;
}

export function dataFolder(dataDir: string): DataFolder {
  const root = resolve(dataDir);
  return {
    root,
    configPath: join(root, 'config.xml'),
    usersPath: join(root, 'users.xml'),
    passwordsPath: join(root, 'passwords.json'),
    storePath: `${join(root, 'store')}/`,
    statusPath: join(root, 'store', 'status'),
    serverLogPath: join(root, 'log', 'server.log'),
    outputLogPath: join(root, 'log', 'output.log'),
    workPath: join(root, 'work'),
  };
}

/** @throws EmbeddedClickHouseError `DATA_DIR_NOT_WRITABLE`, naming the folder and the user */
export async function createDataFolder(folder: DataFolder): Promise<void> {
  try {
    await mkdir(folder.root, { recursive: true, mode: 0o700 });
    await access(folder.root, constants.W_OK | constants.X_OK);
    for (const name of ['store', 'log', 'work'])
      await mkdir(join(folder.root, name), { recursive: true, mode: 0o700 });
  } catch (cause) {
    const code = systemErrorCode(cause);
    if (code === undefined) throw cause;
    const message =
      `the data folder ${folder.root} cannot be created or written to by ${currentUser()} (${code}). Give that user ` +
      'the folder (chown), or choose another one.';
    throw new EmbeddedClickHouseError('DATA_DIR_NOT_WRITABLE', message, { cause });
  }
}

/** Replaces a file that holds secrets or their hashes. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const draft = `${path}.draft`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, path);
}

/** The ends of the engine's log and of what the child printed, for an error message or an event. */
export async function logTail(folder: DataFolder): Promise<string> {
  const tails = await Promise.all([tailOf(folder.serverLogPath), tailOf(folder.outputLogPath)]);
  return tails.filter((tail) => tail !== '').join('\n');
}

async function tailOf(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const length = Math.min(size, LOG_TAIL_BYTES);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
      return buffer.toString('utf8', 0, bytesRead).trim();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return '';
    throw error;
  }
}

function currentUser(): string {
  const uid = process.geteuid?.();
  const { username, uid: realUid } = userInfo();
  return uid === undefined || uid === realUid ? `user ${username}` : `the user with id ${uid}`;
}
