import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

export interface SystemCalls {
  readonly calls: number;
  readonly execs: number;
}

/** Whether strace (Debian package of that name) is installed. */
export function canTrace(): boolean {
  return spawnSync('strace', ['-V']).status === 0;
}

/** Counts the system calls of all threads of a process, and of what it starts, for some seconds. It is slower meanwhile. */
export async function countSystemCalls(pid: number, seconds: number): Promise<SystemCalls> {
  const strace = spawn('strace', ['-f', '-c', '-U', 'calls,name', '-p', `${pid}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let table = '';
  strace.stderr.on('data', (chunk: Buffer) => (table += chunk.toString()));
  const ended = once(strace, 'close');
  const timer = setTimeout(() => strace.kill('SIGINT'), seconds * 1000);
  await ended;
  clearTimeout(timer);
  return parseTable(table);
}

/** Lines of `CALLS NAME`, below a heading and above a total. */
function parseTable(table: string): SystemCalls {
  let [calls, execs] = [0, 0];
  for (const [, count, name] of table.matchAll(/^\s*(\d+)\s+(\w+)$/gm)) {
    if (name === 'total') continue;
    calls += Number(count);
    if (name === 'execve' || name === 'execveat') execs += Number(count);
  }
  if (calls === 0) throw new Error(`strace counted nothing:\n${table}`);
  return { calls, execs };
}
