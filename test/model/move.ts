import { LiveCollector } from './collector.ts';
import type { Fault, World } from './world.ts';

/** Changes the world. False: there was nothing to do. */
export type Change = (world: World) => unknown;

export interface Move {
  readonly label: string;
  readonly change: Change;
  readonly fault?: Fault;
}

/** What one collector does, and its state put back into the world. */
export function withCollector(number: number, act: (live: LiveCollector, world: World) => unknown): Change {
  return (world) => {
    const live = new LiveCollector(world, number);
    const happened = act(live, world);
    live.save();
    return happened;
  };
}
