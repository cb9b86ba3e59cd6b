/** Clocks that are set while the process runs. The monotonic clock stays true, as it does on a real host. */
import type { ChaosAgent } from '../chaos-agent.ts';
import type { FakeClock } from '../fake-clock.ts';
import type { Fault } from '../fault.ts';
import { pause } from '../pause.ts';
import type { World } from '../world.ts';

const minute = 60_000;
const hour = 3_600;
const day = 24 * hour;

/** Seconds from now to an instant. */
const to = (instant: number): number => Math.round((instant - Date.now()) / 1_000);

/** Where a clock may be set, in seconds from the truth. */
const settings = {
  '1970': () => to(Date.UTC(1970, 0, 1, 0, 0, 10)),
  '2038': () => to(Date.UTC(2038, 0, 19, 3, 14, 5)),
  '2100': () => to(Date.UTC(2100, 1, 28, 23, 59, 58)),
  'an hour back': () => -hour,
  'ten minutes ahead': () => 595,
  'more than ten minutes ahead': () => 660,
  midnight: () => to((Math.floor(Date.now() / 1_000 / day) + 1) * day * 1_000 - 2_000),
} as const;
const names = Object.keys(settings) as (keyof typeof settings)[];

function clockOf({ agents }: World): { agent: ChaosAgent; clock: FakeClock } | undefined {
  const agent = agents.find(({ clock }) => clock !== undefined);
  return agent?.clock && { agent, clock: agent.clock };
}

const jumpMark = '"reason":"clock_jump"';

/** How often the agent has seen its clock jump, in this run of it. */
function jumps({ program }: ChaosAgent): number {
  return `${program.stdout}${program.stderr}`.split(jumpMark).length - 1;
}

/** Long enough for the process to look at its clock, and for a batch. */
const steps = [3_000, 5_000];

export const clockFaults: readonly Fault[] = [
  {
    name: 'agent-clock-set',
    needs: ['fakeClock'],
    async strike(world, random) {
      const found = clockOf(world);
      if (found === undefined) return 0;
      const { program } = found.agent;
      const before = jumps(found.agent);
      found.clock.set(settings[random.pick(names)]());
      await pause(random.pick(steps));
      if (random.next() < 0.3) found.clock.set(settings[random.pick(names)]());
      await pause(random.pick(steps));
      found.clock.set(0);
      await pause(1_500);
      return found.agent.program === program ? jumps(found.agent) - before : 1;
    },
  },
  {
    name: 'agent-clock-creeps-back',
    needs: ['fakeClock'],
    async strike(world, random) {
      const found = clockOf(world);
      if (found === undefined) return 0;
      const count = random.between(3, 6);
      const { program } = found.agent;
      const before = jumps(found.agent);
      for (let step = 1; step <= count; step++) {
        found.clock.set(-2 * step); // two seconds per second: each sample is a second before the last
        await pause(1_000);
      }
      found.clock.set(0);
      await pause(1_500);
      return found.agent.program === program ? jumps(found.agent) - before : 1;
    },
  },
  {
    name: 'agent-clock-set-over-restart',
    needs: ['fakeClock'],
    async strike(world, random) {
      const found = clockOf(world);
      if (found === undefined) return 0;
      const { agent, clock } = found;
      await agent.program.kill();
      clock.set(settings[random.pick(names)]());
      agent.start();
      await pause(random.pick(steps));
      const isOff = Math.abs((agent.state()?.updated_ms ?? Date.now()) - Date.now()) > minute;
      if (random.next() < 0.5) await agent.program.kill();
      clock.set(0);
      agent.start();
      await pause(1_500);
      return isOff ? 1 : 0;
    },
  },
  {
    name: 'collector-clock-set',
    needs: ['fakeClock'],
    async strike({ collectorClock }, random) {
      collectorClock!.set(random.pick([-day, day]));
      await pause(random.pick([4_000, 8_000]));
      collectorClock!.set(0);
      await pause(1_500);
      return 1;
    },
  },
];
