import { access, constants, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { EmbeddedClickHouseError, systemErrorCode } from './errors.ts';

const LOG_TAIL_BYTES = 4096;
/** Of a folder's mode: its group, and everybody. */
const OTHERS_MAY_WRITE = 0o022;
const ROOT_UID = 0;

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
  readonly logPath: string;
  readonly serverLogPath: string;
  /** What the child process prints before the engine's log is open, or instead of it. */
  readonly outputLogPath: string;
  /** Copies of the definitions of tables (definitions.ts). */
  readonly definitionsPath: string;
  /** Empty working folder of the child: the engine would read a config.xml found in it. */
  readonly workPath: string;
  /** Where backups may be; undefined: nowhere. */
  readonly backupPath: string | undefined;
}

export function dataFolder(dataDir: string, backupDir?: string): DataFolder {
  const root = resolve(dataDir);
  return {
    root,
    configPath: join(root, 'config.xml'),
    usersPath: join(root, 'users.xml'),
    passwordsPath: join(root, 'passwords.json'),
    storePath: `${join(root, 'store')}/`,
    statusPath: join(root, 'store', 'status'),
    logPath: join(root, 'log'),
    serverLogPath: join(root, 'log', 'server.log'),
    outputLogPath: join(root, 'log', 'output.log'),
    definitionsPath: join(root, 'definitions'),
    workPath: join(root, 'work'),
    backupPath: backupDir === undefined ? undefined : resolve(backupDir),
  };
}

/**
 * @throws EmbeddedClickHouseError `DATA_DIR_NOT_WRITABLE`, naming the folder and the user; `DATA_DIR_UNSAFE` when others may
 *   write to it
 */
export async function createDataFolder(folder: DataFolder): Promise<void> {
  await makeFolders(folder);
  if (folder.backupPath !== undefined) await makeBackupFolder(folder.backupPath);
  for (const path of [folder.root, folder.storePath, folder.logPath, folder.workPath]) await requireOwn(path);
}

async function makeFolders(folder: DataFolder): Promise<void> {
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

async function makeBackupFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.X_OK);
  } catch (cause) {
    const code = systemErrorCode(cause);
    if (code === undefined) throw cause;
    const message =
      `the backup folder ${path} cannot be created or opened by ${currentUser()} (${code}). Give that user ` +
      'the folder (chown), or choose another one.';
    throw new EmbeddedClickHouseError('BACKUP_DIR_NOT_WRITABLE', message, { cause });
  }
}

/** Who may write to a folder may put any file into it, and so decide what the server reads and who may log in. */
async function requireOwn(path: string): Promise<void> {
  const { mode, uid } = await stat(path);
  const ownUid = process.geteuid?.() ?? uid;
  if ((mode & OTHERS_MAY_WRITE) === 0 && (uid === ownUid || uid === ROOT_UID)) return;
  const [who, remedy] =
    uid === ownUid || uid === ROOT_UID
      ? ['users other than its owner may write to it', `chmod go-w '${path}'`]
      : [`it belongs to the user with id ${uid}`, `chown -R ${ownUid} '${path}'`];
  const message = `the data folder ${path} is not safe: ${who}. Run: ${remedy}. Or choose another folder.`;
  throw new EmbeddedClickHouseError('DATA_DIR_UNSAFE', message);
}

/** Replaces a file that holds secrets or their hashes. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const draft = `${path}.draft`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, path);
}

/** What the engine reads once, when it starts. */
export async function removeConfiguration({ configPath, usersPath }: DataFolder): Promise<void> {
  await rm(configPath, { force: true });
  await rm(usersPath, { force: true });
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
