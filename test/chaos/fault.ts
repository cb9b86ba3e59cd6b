import type { Ability } from './abilities.ts';
import type { ChaosAgent } from './chaos-agent.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** One way to harm a world. */
export interface Fault {
  readonly name: string;
  /** What it takes of the machine. */
  readonly needs?: readonly Ability[];
  /**
   * Harms, lasts, ends its own harm as far as `World.recover` does not. Gives the number of times that it took effect:
   * 0 = it was sent and nothing came of it.
   */
  strike(world: World, random: Random): Promise<number>;
}

export function pickAgent(world: World, random: Random): ChaosAgent {
  return random.pick(world.agents.filter((agent) => agent.isRunning && !agent.isRevoked));
}

/** false: it was gone already. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}
