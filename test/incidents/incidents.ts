/** What an operator wants to be told of. */
import type { HostState } from './host-state.ts';
import { during, eventMinute, type Scenario } from './scenario.ts';

/** The host is so from the event on, for so many minutes; default: to the end. */
function becomes(
  state: Partial<HostState> | ((minutesIn: number, noise: () => number) => Partial<HostState>),
  lasts = 1_000,
): Scenario['differs'] {
  return ({ minute, noise }) => {
    if (!during(minute, lasts)) return {};
    return typeof state === 'function' ? state(minute - eventMinute, noise) : state;
  };
}

function incident(
  name: string,
  fires: string | readonly string[],
  scenario: Scenario['differs'] | (Partial<Scenario> & Pick<Scenario, 'differs'>),
): Scenario {
  const given = typeof scenario === 'function' ? { differs: scenario } : scenario;
  return { name, fires: [fires].flat(), fromMinute: eventMinute, ...given };
}

const withHistory = { hasHistory: true, minutes: 150 } as const;
/** Growth over hours is sampled each minute. */
const slow = { minutes: 510, intervalMs: 60_000, fromMinute: 120 } as const;

export const incidents: readonly Scenario[] = [
  incident(
    'runaway process takes every core',
    'cpu_saturated',
    becomes({ cpuBusyPct: 100, cpuPressurePct: 92 }),
  ),
  incident(
    'too many workers after a deploy',
    'cpu_saturated',
    becomes((_, noise) => ({ cpuBusyPct: 99, cpuPressurePct: 80 + 15 * noise() })),
  ),
  incident(
    'noisy neighbour on the hypervisor',
    'cpu_steal',
    becomes((_, noise) => ({ cpuStealPct: 22 + 20 * noise() })),
  ),
  incident(
    'overcommitted hypervisor',
    ['cpu_steal', 'cpu_saturated'],
    becomes({ cpuStealPct: 45, cpuPressurePct: 88 }),
  ),
  incident('CPU limit of a container is too low', 'cgroup_throttled', becomes({ throttledPct: 72 })),
  incident(
    'limit too low under daily load',
    'cgroup_throttled',
    becomes((minutesIn, noise) => ({ throttledPct: Math.min(60, 20 + minutesIn * 3) + 10 * noise() })),
  ),
  incident(
    'memory leak',
    'memory_nearly_exhausted',
    becomes((minutesIn) => ({ memoryAvailablePct: Math.max(2, 42 - minutesIn) })),
  ),
  incident('a query takes all memory', 'memory_nearly_exhausted', becomes({ memoryAvailablePct: 3 }, 10)),
  incident(
    'leak that ends in a kill',
    ['memory_nearly_exhausted', 'oom_kill'],
    becomes((minutesIn) => ({
      memoryAvailablePct: minutesIn < 20 ? Math.max(1, 30 - 1.6 * minutesIn) : 40,
      oomKills: minutesIn >= 20 && minutesIn < 20.1 ? 1 : 0,
    })),
  ),
  incident('thrashing', 'swap_storm', {
    differs: becomes(
      (_, noise) => ({ swapInPages: 2_500 + 500 * noise(), swapOutPages: 3_000, cpuPressurePct: 40 }),
      25,
    ),
    alsoFine: ['memory_nearly_exhausted'],
  }),
  incident('working set outgrows memory', 'swap_storm', becomes({ swapInPages: 900, swapOutPages: 800 }, 30)),
  incident('one process is killed', 'oom_kill', becomes({ oomKills: 1 }, 0.1)),
  incident('a container is killed again and again', 'oom_kill', ({ minute }) => ({
    oomKills: minute >= eventMinute && Math.round(minute * 6) % 30 === 0 ? 1 : 0,
  })),
  incident('logs fill /var over hours', ['filesystem_full_soon', 'filesystem_nearly_full'], {
    differs: ({ minute }) => ({
      varUsedPct: Math.min(97, minute < 60 ? 55 : 55 + ((minute - 60) * 36) / 400),
    }),
    ...slow,
  }),
  incident('a table grows towards the end of the disk', 'filesystem_full_soon', {
    differs: ({ minute, noise }) => ({ varUsedPct: 60 + (minute * 25) / 510 + 0.3 * noise() }),
    ...slow,
    fromMinute: 60,
  }),
  incident('a backup target fills at an even rate', 'filesystem_full_soon', {
    differs: ({ minute }) => ({ rootUsedPct: 70 + (minute * 16) / 510 }),
    ...slow,
    fromMinute: 60,
  }),
  incident(
    'core dumps fill /var within minutes',
    ['filesystem_nearly_full', 'filesystem_full'],
    becomes((minutesIn) => ({ varUsedPct: Math.min(99.6, 63 + minutesIn * 6) })),
  ),
  incident('an upload fills the root to 93 %', 'filesystem_nearly_full', becomes({ rootUsedPct: 93 })),
  incident('/ is full', ['filesystem_nearly_full', 'filesystem_full'], becomes({ rootUsedPct: 99.9 })),
  incident('/var stays at 95 % after a restore', 'filesystem_nearly_full', becomes({ varUsedPct: 95 })),
  incident(
    'millions of session files',
    'inodes_nearly_full',
    becomes((minutesIn) => ({ varInodesUsedPct: Math.min(99, 22 + 5 * minutesIn) })),
  ),
  incident('a mail queue takes the inodes', 'inodes_nearly_full', becomes({ varInodesUsedPct: 96 })),
  incident('a disk error makes /var read-only', 'filesystem_read_only', becomes({ varReadOnly: true })),
  incident(
    'read-only after a lost SAN path',
    'filesystem_read_only',
    becomes({ varReadOnly: true, diskOps: 0 }, 30),
  ),
  incident('a failing disk', 'disk_slow', { differs: becomes({ diskAwaitMs: 160 }), ...withHistory }),
  incident('a RAID rebuild at noon', 'disk_slow', {
    differs: becomes((_, noise) => ({ diskAwaitMs: 60 + 30 * noise() })),
    ...withHistory,
  }),
  incident('a throttled cloud volume', 'disk_slow', {
    differs: becomes({ diskAwaitMs: 90, diskOps: 100 }),
    ...withHistory,
  }),
  incident('the NFS server is gone', 'mount_dead', becomes({ deadMounts: 1 })),
  incident('two mounts hang for 20 minutes', 'mount_dead', becomes({ deadMounts: 2 }, 20)),
  incident(
    'a bad cable',
    'network_errors',
    becomes((_, noise) => ({ receiveErrors: noise() < 0.7 ? 12 : 0 })),
  ),
  incident('duplex mismatch', 'network_errors', becomes({ receiveErrors: 40 })),
  incident('the ring buffer overflows', 'network_drops', becomes({ receiveDrops: 2_400 })),
  incident(
    'one queue for all traffic',
    'network_drops',
    becomes((_, noise) => ({ receiveDrops: 1_500 + 1_500 * noise() })),
  ),
  incident(
    'the cable is pulled',
    'link_down',
    becomes((minutesIn) => ({ isLinkUp: false, carrierChanges: minutesIn < 0.1 ? 1 : 0, packets: 0 })),
  ),
  incident(
    'a switch port dies for 15 minutes',
    'link_down',
    becomes((minutesIn) => ({ isLinkUp: false, carrierChanges: minutesIn < 0.1 ? 1 : 0, packets: 0 }), 15),
  ),
  incident('a loose plug', 'link_flapping', {
    differs: ({ minute }) => {
      const flips = during(minute, 20) && Math.floor(minute * 6) % 3 === 0;
      return { isLinkUp: !flips, carrierChanges: flips ? 2 : 0 };
    },
    alsoFine: ['link_down'],
  }),
  incident(
    'a transceiver on its way out',
    'link_flapping',
    becomes((_, noise) => ({ carrierChanges: noise() < 0.4 ? 2 : 0 }), 30),
  ),
  incident(
    'a connection flood',
    'conntrack_nearly_full',
    becomes((minutesIn) => ({ conntrackPct: Math.min(99, 12 + 15 * minutesIn) }), 20),
  ),
  incident('conntrack sized too small', 'conntrack_nearly_full', becomes({ conntrackPct: 91 })),
  incident('a program stops accepting', 'listen_overflows', becomes({ listenOverflows: 15 }, 15)),
  incident(
    'a backlog of 128 at peak',
    'listen_overflows',
    becomes((_, noise) => ({ listenOverflows: Math.round(8 * noise()) }), 20),
  ),
  incident(
    'a fan fails',
    'temperature_high',
    becomes((minutesIn) => ({ cpuCelsius: Math.min(99, 58 + 4 * minutesIn) })),
  ),
  incident('air conditioning fails', 'temperature_high', becomes({ cpuCelsius: 97 }, 30)),
  incident('a disk drops out of the array', 'raid_degraded', ({ minute }) => ({
    degradedArrays: minute >= eventMinute ? 1 : 0,
  })),
  incident('a second array degrades', 'raid_degraded', ({ minute }) => ({
    degradedArrays: minute >= eventMinute ? 2 : 0,
  })),
  incident('the agent reads ten thousand cgroups', 'agent_over_budget', becomes({ isOverBudget: true })),
  incident(
    'the collector takes less than is read',
    'spool_growing',
    becomes((minutesIn) => ({ spoolBytes: 40_000 + minutesIn * 8_000_000 })),
  ),
  incident(
    'the uplink is throttled',
    'spool_growing',
    becomes((minutesIn) => ({ spoolBytes: 40_000 + minutesIn * 5_000_000 })),
  ),
];
