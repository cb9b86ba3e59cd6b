import { readFile } from 'node:fs/promises';
import { systemErrorCode } from './errors.ts';

/** One process, for ever: a pid alone is given to another process sooner or later. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks from boot to the start of the process, as /proc/PID/stat gives them. */
  readonly startTicks: string;
  readonly bootId: string;
}

const STATE_FIELD = 0;
const START_TIME_FIELD = 19;

/** The process that has this pid now; undefined when there is none, or only a zombie that its parent never reaped. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  const stat = await readIfPresent(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The second field is the command in parentheses and may hold anything, parentheses included.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[STATE_FIELD];
  const startTicks = fields[START_TIME_FIELD];
  if (state === 'Z' || state === 'X' || startTicks === undefined) return undefined;
  const bootId = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  return { pid, startTicks, bootId };
}

export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  const now = await identifyProcess(identity.pid);
  return now?.startTicks === identity.startTicks && now.bootId === identity.bootId;
}

/** The arguments a running process was started with; undefined when it is gone or a zombie. */
export async function commandOf(pid: number): Promise<readonly string[] | undefined> {
  const line = await readIfPresent(`/proc/${pid}/cmdline`);
  return line === undefined || line === '' ? undefined : line.split('\0');
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    // ESRCH: it ended between open and read.
    if (['ENOENT', 'ESRCH'].includes(systemErrorCode(error) ?? '')) return undefined;
    throw error;
  }
}
