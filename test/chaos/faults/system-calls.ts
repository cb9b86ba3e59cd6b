/** Failures of chosen system calls, by strace on a running process. */
import { spawn } from 'node:child_process';
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
const deathMark = '+++ killed by SIGKILL +++';
const attachLimitMs = 10_000;
const pollMs = 50;
/** So long a failure goes on after it first was seen. */
const aftermathMs = 1_500;

/** How often it was injected. A killing injection shows by the death of the process. */
async function inject({ pid, calls, inject: what, ms }: Injection): Promise<number> {
  const args = ['-f', '-q', '-p', `${pid}`, '-e', `trace=${calls}`, '-e', `inject=${calls}:${what}`];
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  const run = { hasEnded: false };
  strace.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<void>((resolve) => {
    strace.on('close', () => {
      run.hasEnded = true;
      resolve();
    });
  });
  for (let left = ms; left > 0 && !run.hasEnded; left -= pollMs) {
    await pause(pollMs);
    if (log.includes(mark)) left = Math.min(left, aftermathMs);
  }
  strace.kill('SIGINT');
  await Promise.race([ended, pause(attachLimitMs).then(() => strace.kill('SIGKILL'))]);
  return log.split(mark).length - 1 + (log.includes(deathMark) ? 1 : 0);
}

/** Goes through calls, and for each through the n-th from the first to `most`. */
class Sweep {
  readonly #calls: readonly { readonly calls: string; readonly most: number }[];
  #turn = 0;

  constructor(calls: readonly { readonly calls: string; readonly most: number }[]) {
    this.#calls = calls;
  }

  next(): { calls: string; when: number } {
    const { calls, most } = this.#calls[this.#turn % this.#calls.length]!;
    const when = 1 + (Math.floor(this.#turn / this.#calls.length) % most);
    this.#turn++;
    return { calls, when };
  }
}

/** Writes are the main thread's, a few a second; syncs go round among four threads, so each sees few of them. */
const agentCalls = [
  { calls: 'pwrite64', most: 12 },
  { calls: 'fdatasync', most: 3 },
  { calls: 'rename', most: 2 },
  { calls: 'unlink', most: 2 },
  { calls: 'openat', most: 12 },
];
/** What a collector does to the world: it writes to sockets. */
const collectorCalls = [
  { calls: 'write', most: 24 },
  { calls: 'writev', most: 12 },
  { calls: 'read', most: 24 },
];
const databaseCalls = [
  { calls: 'rename,renameat,renameat2', most: 3 },
  { calls: 'fdatasync,fsync', most: 6 },
  { calls: 'pwrite64,write', most: 24 },
  { calls: 'unlink,unlinkat', most: 6 },
];
/** Writes are those of its parts, and of its log and pipes. */
const failingDatabaseCalls = [
  { calls: 'rename,renameat,renameat2', most: 3 },
  { calls: 'fdatasync,fsync', most: 4 },
  { calls: 'pwrite64,write', most: 12 },
];
const failingAgentCalls = agentCalls.slice(0, 3);

const sweeps = new WeakMap<World, Map<readonly object[], Sweep>>();

function sweepOf(world: World, calls: ConstructorParameters<typeof Sweep>[0]): Sweep {
  const ofWorld = sweeps.get(world) ?? new Map<readonly object[], Sweep>();
  sweeps.set(world, ofWorld);
  const sweep = ofWorld.get(calls) ?? new Sweep(calls);
  ofWorld.set(calls, sweep);
  return sweep;
}

const killAt = (when: number) => `signal=SIGKILL:when=${when}`;
const failAt = (when: number, random: Random, repeats: readonly string[]) =>
  `error=${random.pick(['EIO', 'ENOSPC'])}:when=${when}${random.pick(repeats)}`;

export const systemCallFaults: readonly Fault[] = [
  {
    name: 'agent-kill-at-call',
    needs: ['strace'],
    async strike(world, random) {
      const agent = pickAgent(world, random);
      const { calls, when } = sweepOf(world, agentCalls).next();
      const fired = await inject({ pid: agent.program.pid, calls, inject: killAt(when), ms: 6_000 });
      await pause(200);
      agent.start();
      return fired;
    },
  },
  {
    name: 'agent-call-fails',
    needs: ['strace'],
    async strike(world, random) {
      const agent = pickAgent(world, random);
      const { calls, when } = sweepOf(world, failingAgentCalls).next();
      const what = failAt(when, random, ['', '+2', '+']);
      const fired = await inject({ pid: agent.program.pid, calls, inject: what, ms: 6_000 });
      await pause(200);
      agent.start();
      return fired;
    },
  },
  {
    name: 'collector-kill-at-call',
    needs: ['strace'],
    async strike(world) {
      const { calls, when } = sweepOf(world, collectorCalls).next();
      const fired = await inject({ pid: world.collector.pid, calls, inject: killAt(when), ms: 5_000 });
      if (!world.collectorRuns) await world.startCollector();
      return fired;
    },
  },
  {
    name: 'database-kill-at-call',
    needs: ['strace'],
    async strike(world) {
      const pid = world.database.serverPid;
      const { calls, when } = sweepOf(world, databaseCalls).next();
      const fired = await inject({ pid, calls, inject: killAt(when), ms: 5_000 });
      if (fired > 0) await world.database.replaced(pid);
      return fired;
    },
  },
  {
    name: 'database-call-fails',
    needs: ['strace'],
    async strike(world, random) {
      const { calls, when } = sweepOf(world, failingDatabaseCalls).next();
      const what = failAt(when, random, ['', '+3']);
      return inject({ pid: world.database.serverPid, calls, inject: what, ms: 5_000 });
    },
  },
];
