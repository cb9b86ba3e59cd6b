/** What networks do, between agents and gateway and between collector and ClickHouse. */
import type { ChaosProxy, CutPlace, Direction, ProxyCounts } from '../chaos-proxy.ts';
import type { Fault } from '../fault.ts';
import { pause, until } from '../pause.ts';

const connectLimitMs = 8_000;
const directions: readonly Direction[] = ['up', 'down', 'both'];

/** For so long, then as before; how often `counted` went up is how often it took effect. */
async function during(
  proxy: ChaosProxy,
  counted: keyof ProxyCounts,
  { harm, ms }: { harm: () => void; ms: number },
): Promise<number> {
  const before = proxy.counts[counted];
  harm();
  await pause(ms);
  proxy.heal();
  return proxy.counts[counted] - before;
}

/** Every connection that gets there is cut, for a while. */
function cutInside(place: CutPlace): Fault {
  return {
    name: `link-cut-in-${place}`,
    async strike({ gatewayProxy }, random) {
      const before = gatewayProxy.counts.cutInside;
      const wanted = random.between(1, 4);
      gatewayProxy.cutInside(place);
      const isNewConnection = place === 'handshake' || place === 'upgrade';
      if (isNewConnection) gatewayProxy.cut();
      await until(() => gatewayProxy.counts.cutInside >= before + wanted, connectLimitMs);
      gatewayProxy.heal();
      return gatewayProxy.counts.cutInside - before;
    },
  };
}

export const networkFaults: readonly Fault[] = [
  {
    name: 'link-cut',
    strike: ({ gatewayProxy }, random) =>
      during(gatewayProxy, 'cut', {
        ms: random.pick([0, 1_000, 5_000]),
        harm: () => {
          gatewayProxy.refuse();
          gatewayProxy.cut();
        },
      }),
  },
  {
    name: 'link-delay',
    strike: ({ gatewayProxy }, random) =>
      during(gatewayProxy, 'delayed', {
        ms: 3_500,
        harm: () => gatewayProxy.delay(random.pick([random.between(50, 1_500), 10_000])),
      }),
  },
  {
    name: 'link-trickle',
    strike: ({ gatewayProxy }) =>
      during(gatewayProxy, 'trickled', { ms: 3_000, harm: () => gatewayProxy.trickle() }),
  },
  {
    name: 'link-half-open',
    strike: ({ gatewayProxy }, random) =>
      during(gatewayProxy, 'swallowed', {
        ms: random.pick([3_000, 7_000]),
        harm: () => gatewayProxy.silence(random.pick(directions)),
      }),
  },
  {
    name: 'link-session-twice',
    async strike({ gatewayProxy }) {
      await until(() => gatewayProxy.links > 0, connectLimitMs);
      return during(gatewayProxy, 'duplicated', { ms: 1_000, harm: () => gatewayProxy.duplicate() });
    },
  },
  {
    name: 'link-bytes-twice',
    async strike({ gatewayProxy }, random) {
      const before = gatewayProxy.counts.repeated;
      gatewayProxy.repeatBytes(random.between(1, 3));
      await until(() => gatewayProxy.counts.repeated > before, connectLimitMs);
      await pause(500);
      gatewayProxy.heal();
      return gatewayProxy.counts.repeated - before;
    },
  },
  {
    name: 'link-reader-stops',
    strike: ({ gatewayProxy }, random) =>
      during(gatewayProxy, 'unread', {
        ms: random.next() < 0.15 ? 65_000 : random.pick([3_000, 6_000]),
        harm: () => gatewayProxy.stopReading(),
      }),
  },
  ...(['handshake', 'upgrade', 'ack', 'frame'] as const).map(cutInside),
  {
    name: 'database-cut',
    strike: ({ databaseProxy }, random) =>
      during(databaseProxy, 'cut', {
        ms: random.pick([0, 1_000, 4_000]),
        harm: () => {
          databaseProxy.refuse();
          databaseProxy.cut();
        },
      }),
  },
  {
    name: 'database-silent',
    strike: ({ databaseProxy }, random) =>
      during(databaseProxy, 'swallowed', {
        ms: random.pick([3_000, 8_000]),
        harm: () => databaseProxy.silence(random.pick(directions)),
      }),
  },
  {
    name: 'database-trickle',
    strike: ({ databaseProxy }) =>
      during(databaseProxy, 'trickled', { ms: 3_000, harm: () => databaseProxy.trickle() }),
  },
  {
    name: 'answer-lost',
    async strike({ databaseProxy }, random) {
      const before = databaseProxy.counts.lostAnswers;
      databaseProxy.loseAnswers(random.between(1, 3));
      await until(() => databaseProxy.counts.lostAnswers > before, 20_000);
      await pause(1_000);
      databaseProxy.heal();
      return databaseProxy.counts.lostAnswers - before;
    },
  },
  {
    name: 'zombie-insert',
    async strike({ databaseProxy }, random) {
      const before = databaseProxy.counts.releasedInserts;
      databaseProxy.holdInserts(1, random.pick([200, 1_500, 4_000]));
      await until(() => databaseProxy.counts.releasedInserts > before, 30_000);
      await pause(500);
      return databaseProxy.counts.releasedInserts - before;
    },
  },
];
