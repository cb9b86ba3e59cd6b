/** Packets that vanish between a network namespace and this host; nobody is told. */
import type { Fault } from '../fault.ts';
import type { Direction } from '../namespace.ts';
import { pause } from '../pause.ts';

const directions: readonly (readonly Direction[])[] = [['inward', 'outward'], ['inward'], ['outward']];
const durationsMs = [3_000, 6_000];
/** Longer than three pings of 20 s, after which both sides give a session up. */
const longMs = 65_000;
const longShare = 0.15;

export const partitionFaults: readonly Fault[] = [
  {
    name: 'link-partition',
    needs: ['namespace'],
    async strike({ agents }, random) {
      const namespace = agents.find((agent) => agent.namespace !== undefined)?.namespace;
      if (namespace === undefined) return 0;
      namespace.cut(random.pick(directions));
      await pause(random.next() < longShare ? longMs : random.pick(durationsMs));
      const dropped = namespace.dropped();
      namespace.heal();
      return dropped;
    },
  },
];
