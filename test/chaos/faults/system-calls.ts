/** Failures of chosen system calls, by strace on a running process. */
import { spawn, spawnSync } from 'node:child_process';
import { waitFor } from '../../harness/wait.ts';
import { pickAgent, type Fault } from '../fault.ts';
import { pause } from '../pause.ts';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';

/** strace of a process. `when` counts per thread. */
interface Injection {
  readonly pid: number;
  readonly calls: string;
  readonly inject: string;
  readonly ms: number;
}

const mark = '(INJECTED)';
const attachLimitMs = 10_000;

/** How often it was injected. A killing injection shows by the death of the process. */
async function inject({ pid, calls, inject: what, ms }: Injection): Promise<number> {
  const args = ['-f', '-q', '-p', `${pid}`, '-e', `trace=${calls}`, '-e', `inject=${calls}:${what}`];
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  strace.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<void>((resolve) => strace.on('close', () => resolve()));
  await Promise.race([ended, pause(ms)]);
  strace.kill('SIGINT');
  await Promise.race([ended, pause(attachLimitMs).then(() => strace.kill('SIGKILL'))]);
  return log.split(mark).length - 1 + (log.includes('+++ killed by SIGKILL +++') ? 1 : 0);
}

function noStrace(): string | undefined {
  return spawnSync('strace', ['-V']).status === 0 ? undefined : 'strace is not installed';
}

/** Writes are the main thread's, about two a second; syncs go round among four threads, one in two seconds. */
const agentCalls = [
  { calls: 'pwrite64', most: 8 },
  { calls: 'fdatasync', most: 1 },
  { calls: 'rename', most: 1 },
] as const;

async function agentFault(world: World, random: Random, { kill }: { kill: boolean }): Promise<number> {
  const agent = pickAgent(world, random);
  const { pid } = agent.program;
  const { calls, most } = random.pick(agentCalls);
  const when = random.between(1, most);
  const what = kill
    ? `signal=SIGKILL:when=${when}`
    : `error=${random.pick(['EIO', 'ENOSPC'])}:when=${when}${random.pick(['', '+2', '+'])}`;
  const fired = await inject({ pid, calls, inject: what, ms: random.between(6_000, 9_000) });
  await pause(200);
  agent.start();
  return fired;
}

async function databaseFault(world: World, random: Random, { kill }: { kill: boolean }): Promise<number> {
  const pid = world.database.serverPid;
  const calls = random.pick(['rename', 'fdatasync,fsync', 'pwrite64,write', 'rename,renameat,renameat2']);
  const what = kill
    ? `signal=SIGKILL:when=${random.between(1, 2)}`
    : `error=${random.pick(['EIO', 'ENOSPC'])}:when=${random.between(1, 2)}${random.pick(['', '+3'])}`;
  const narrow = !kill && calls.includes('write') ? 'rename,renameat,renameat2' : calls;
  const fired = await inject({ pid, calls: narrow, inject: what, ms: random.between(3_000, 6_000) });
  if (kill && fired > 0)
    await waitFor('ClickHouse is started again', 60_000, () => world.database.serverPid !== pid);
  return fired;
}

export const systemCallFaults: readonly Fault[] = [
  {
    name: 'agent-kill-at-call',
    missing: noStrace,
    strike: (world, random) => agentFault(world, random, { kill: true }),
  },
  {
    name: 'agent-call-fails',
    missing: noStrace,
    strike: (world, random) => agentFault(world, random, { kill: false }),
  },
  {
    name: 'database-kill-at-call',
    missing: noStrace,
    strike: (world, random) => databaseFault(world, random, { kill: true }),
  },
  {
    name: 'database-call-fails',
    missing: noStrace,
    strike: (world, random) => databaseFault(world, random, { kill: false }),
  },
];
