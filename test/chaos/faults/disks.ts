/** Disks that are full, and disks that lose what was not synced. */
import { pickAgent, type Fault } from '../fault.ts';
import { pause } from '../pause.ts';

export const diskFaults: readonly Fault[] = [
  {
    name: 'spool-full',
    needs: ['smallDisk'],
    async strike({ smallDisk, agents }, random) {
      smallDisk!.fill();
      await pause(random.pick([3_000, 6_000]));
      if (random.next() < 0.3) {
        await agents[0]!.program.kill();
        agents[0]!.start();
        await pause(2_000);
      }
      smallDisk!.free();
      return 1;
    },
  },
  {
    name: 'agent-power-cut',
    needs: ['cutOffDisk'],
    async strike({ agentDisk, agents }, random) {
      const onDisk = agents.filter(({ stateDir }) => stateDir.startsWith(agentDisk!.path));
      await pause(random.between(0, 2_000));
      const killed = Promise.all(onDisk.map((agent) => agent.program.kill()));
      agentDisk!.cutOff();
      await killed;
      agentDisk!.mountAgain();
      for (const agent of onDisk) agent.start();
      return 1;
    },
  },
  {
    name: 'database-power-cut',
    needs: ['cutOffDisk'],
    async strike({ databaseDisk, database }, random) {
      await pause(random.between(0, 2_000));
      const killed = database.kill();
      databaseDisk!.cutOff();
      await killed;
      databaseDisk!.mountAgain();
      await database.start();
      return 1;
    },
  },
  {
    name: 'agent-and-link-kill',
    async strike(world, random) {
      const agent = pickAgent(world, random);
      world.gatewayProxy.refuse();
      world.gatewayProxy.cut();
      await pause(random.pick([1_500, 4_000]));
      await agent.program.kill();
      agent.start();
      await pause(1_000);
      world.gatewayProxy.heal();
      return 1;
    },
  },
];
