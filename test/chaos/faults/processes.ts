/** Processes killed, frozen and thawed, and ClickHouse away for a while. */
import { pickAgent, signal, type Fault } from '../fault.ts';
import { pause } from '../pause.ts';

async function freeze(pid: number, ms: number): Promise<number> {
  const stopped = signal(pid, 'SIGSTOP');
  await pause(ms);
  const thawed = signal(pid, 'SIGCONT');
  return stopped && thawed ? 1 : 0;
}

export const processFaults: readonly Fault[] = [
  {
    name: 'agent-kill',
    async strike(world, random) {
      const agent = pickAgent(world, random);
      await pause(random.between(0, 1_000));
      await agent.program.kill();
      await pause(random.pick([0, 0, 500, 3_000]));
      agent.start();
      return 1;
    },
  },
  {
    name: 'agent-freeze',
    strike: (world, random) =>
      freeze(pickAgent(world, random).program.pid, random.pick([800, 2_550, 2_700, 3_200, 5_000])),
  },
  {
    name: 'collector-kill',
    async strike(world, random) {
      await pause(random.between(0, 1_500));
      await world.collector.kill();
      await pause(random.pick([0, 0, 2_000]));
      await world.startCollector();
      return 1;
    },
  },
  {
    name: 'collector-freeze',
    strike: (world, random) => freeze(world.collector.pid, random.pick([500, 2_000, 5_000])),
  },
  {
    name: 'database-kill',
    async strike({ database }, random) {
      await pause(random.between(0, 1_500));
      const pid = database.serverPid;
      if (!signal(pid, 'SIGKILL')) return 0;
      await database.replaced(pid);
      return 1;
    },
  },
  {
    name: 'database-freeze',
    strike: (world, random) => freeze(world.database.serverPid, random.pick([500, 2_000, 6_000])),
  },
  {
    name: 'database-stop',
    async strike({ database }, random) {
      await database.stop();
      await pause(random.pick([500, 2_000, 8_000]));
      await database.start();
      return 1;
    },
  },
  {
    name: 'collector-and-database-kill',
    async strike(world, random) {
      await pause(random.between(0, 1_500));
      const pid = world.database.serverPid;
      const killed = signal(pid, 'SIGKILL');
      await world.collector.kill();
      world.launchCollector();
      if (killed) await world.database.replaced(pid);
      await world.collectorReady();
      return killed ? 1 : 0;
    },
  },
  {
    name: 'collector-and-successor',
    async strike(world, random) {
      await pause(random.between(0, 1_500));
      const frozen = signal(world.collector.pid, 'SIGSTOP');
      const former = await world.succeedCollector();
      await pause(random.pick([500, 2_000]));
      const thawed = signal(former.pid, 'SIGCONT');
      await pause(random.pick([1_000, 4_000]));
      await former.kill();
      return frozen && thawed ? 1 : 0;
    },
  },
];
