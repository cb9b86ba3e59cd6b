/** What happens on good days: nobody wants to be told. */
import { during, eventMinute, type Scenario } from './scenario.ts';

function quiet(name: string, differs: Scenario['differs'], more: Partial<Scenario> = {}): Scenario {
  return { name, fires: [], fromMinute: 0, differs, ...more };
}

const slow = { minutes: 510, intervalMs: 60_000 } as const;
const away = undefined;

export const quietRanges: readonly Scenario[] = [
  quiet('an ordinary day', () => ({})),
  quiet('an ordinary day with history', () => ({}), { hasHistory: true, minutes: 150 }),
  quiet('an idle host', () => ({ cpuBusyPct: 1, cpuPressurePct: 0, packets: 50, diskOps: 2 })),
  quiet('a busy host that keeps up', (_, ordinary) => ({
    cpuBusyPct: 92,
    cpuPressurePct: ordinary.cpuPressurePct + 25,
  })),
  quiet('nightly backup: disk and network at their limits', ({ minute }) =>
    during(minute, 30)
      ? { diskOps: 4_000, diskAwaitMs: 18, packets: 400_000, cpuPressurePct: 45, cpuBusyPct: 70 }
      : {},
  ),
  quiet(
    'backup with history: slower than usual, still fast',
    ({ minute }) => (during(minute, 45) ? { diskOps: 3_000, diskAwaitMs: 15 } : {}),
    { hasHistory: true, minutes: 150 },
  ),
  quiet('a snapshot takes memory for a minute', ({ minute }) =>
    during(minute, 0.2) ? { memoryAvailablePct: 4 } : {},
  ),
  quiet('backup writes a dump, and removes it', ({ minute }) => {
    const inDump = minute - eventMinute;
    return inDump >= 0 && inDump < 20 ? { varUsedPct: 63 + inDump } : {};
  }),
  quiet('package upgrade', ({ minute }) =>
    during(minute, 8)
      ? { cpuBusyPct: 85, cpuPressurePct: 60, diskOps: 2_500, diskAwaitMs: 12, rootUsedPct: 52 }
      : {},
  ),
  quiet('kernel packages fill /boot-like 2 % and are cleaned', ({ minute }) => ({
    rootUsedPct: during(minute, 5) ? 56 : 48,
  })),
  quiet('package upgrade restarts the agent', ({ minute }) => (during(minute, 0.5) ? away : {})),
  quiet('reboot of three minutes', ({ minute }) => {
    if (during(minute, 3)) return away;
    return during(minute, 3, eventMinute + 3)
      ? { cpuBusyPct: 95, cpuPressurePct: 70, carrierChanges: 0, memoryAvailablePct: 80 }
      : {};
  }),
  quiet('reboot of a host with many services', ({ minute }) => {
    if (during(minute, 6)) return away;
    return during(minute, 6, eventMinute + 6)
      ? { cpuPressurePct: 85, diskAwaitMs: 40, listenOverflows: 1 }
      : {};
  }),
  quiet('reboot of the switch', ({ minute }) =>
    during(minute, 0.9)
      ? { isLinkUp: false, carrierChanges: minute < eventMinute + 0.1 ? 1 : 0, packets: 0 }
      : {},
  ),
  quiet('deploy: containers are replaced', ({ minute }) =>
    during(minute, 4) ? { cpuPressurePct: 70, throttledPct: 85, listenOverflows: 2, packets: 60_000 } : {},
  ),
  quiet('deploy: a new version warms up', ({ minute }) =>
    during(minute, 7) ? { cpuBusyPct: 98, cpuPressurePct: 82, throttledPct: 60 } : {},
  ),
  quiet('deploy: rolling restarts every ten minutes', ({ minute }) =>
    minute % 10 < 1 ? { cpuPressurePct: 75, throttledPct: 70 } : {},
  ),
  quiet('a build of nine minutes on all cores', ({ minute }) =>
    during(minute, 9) ? { cpuBusyPct: 100, cpuPressurePct: 94 } : {},
  ),
  quiet('builds with pauses', ({ minute }) =>
    minute % 15 < 6 ? { cpuBusyPct: 100, cpuPressurePct: 90 } : {},
  ),
  quiet('log rotation: a saw-tooth', ({ minute }) => ({ varUsedPct: 60 + ((minute % 60) * 12) / 60 }), slow),
  quiet(
    'log rotation each day, far from the end',
    ({ minute }) => ({ varUsedPct: 52 + (minute * 3) / 510 }),
    slow,
  ),
  quiet('log compression', ({ minute }) => (during(minute, 3) ? { cpuPressurePct: 40, varUsedPct: 66 } : {})),
  quiet('a database checkpoints every five minutes', ({ minute }) =>
    minute % 5 < 0.5 ? { diskAwaitMs: 35, diskOps: 3_000 } : {},
  ),
  quiet(
    'checkpoints, as in the weeks before',
    ({ minute }) => (minute % 5 < 0.5 ? { diskAwaitMs: 60, diskOps: 3_000 } : {}),
    { hasHistory: true, minutes: 150 },
  ),
  quiet('a laptop is suspended for an hour', ({ minute }) => (during(minute, 45) ? away : {})),
  quiet('a laptop wakes up hot', ({ minute }) => {
    if (during(minute, 20)) return away;
    return during(minute, 3, eventMinute + 20) ? { cpuCelsius: 97, cpuPressurePct: 60 } : {};
  }),
  quiet('a laptop changes networks', ({ minute }) =>
    during(minute, 1) ? { carrierChanges: 1, isLinkUp: minute > eventMinute + 0.5 } : {},
  ),
  quiet('a host that sends each minute', () => ({}), { intervalMs: 60_000 }),
  quiet('ingest stalls for ten minutes, the spool keeps', ({ minute }) =>
    during(minute, 10) ? { spoolBytes: 40_000 + (minute - eventMinute) * 400_000 } : {},
  ),
  quiet('a backlog drains', ({ minute }) => ({
    spoolBytes: Math.max(40_000, 300_000_000 - minute * 6_000_000),
  })),
  quiet('housekeeping swaps out', ({ minute }) => (during(minute, 20) ? { swapOutPages: 3_000 } : {})),
  quiet('after a night in swap: pages come back', ({ minute }) =>
    during(minute, 5) ? { swapInPages: 4_000 } : {},
  ),
  quiet('a page cache that fills memory', () => ({ memoryAvailablePct: 11 })),
  quiet('a large file system that is 89 % full and stays', ({ noise }) => ({
    varUsedPct: 88.5 + 0.6 * noise(),
  })),
  quiet('an image that is mounted read-only', () => ({})),
  quiet(
    'one restore of 15 % in an hour, then calm',
    ({ minute }) => ({
      varUsedPct: minute < 60 ? 60 : minute < 120 ? 60 + (minute - 60) / 4 : 75,
    }),
    slow,
  ),
  quiet('single network errors', ({ noise }) => ({ receiveErrors: noise() < 0.05 ? 3 : 0 })),
  quiet('packets of unknown protocols', () => ({ receiveDrops: 6 })),
  quiet('a burst that overflows the ring for two minutes', ({ minute }) =>
    during(minute, 2) ? { receiveDrops: 5_000 } : {},
  ),
  quiet('a port that nothing is plugged into', () => ({})),
  quiet('a service starts with a full backlog', ({ minute }) =>
    during(minute, 0.5) ? { listenOverflows: 12 } : {},
  ),
  quiet('a crawler opens many connections', ({ minute }) => (during(minute, 15) ? { conntrackPct: 60 } : {})),
  quiet('a peak of conntrack of one minute', ({ minute }) => (during(minute, 1) ? { conntrackPct: 88 } : {})),
  quiet('a benchmark heats the CPU for four minutes', ({ minute }) =>
    during(minute, 4) ? { cpuCelsius: 98 } : {},
  ),
  quiet('a healthy array', () => ({ degradedArrays: 0 })),
  quiet('a mount is slow once', ({ minute }) => (during(minute, 1) ? { deadMounts: 1 } : {})),
  quiet('the agent is over its budget while it reads the inventory', ({ minute }) =>
    during(minute, 2) ? { isOverBudget: true } : {},
  ),
  quiet('steal of a shared core, now and then', ({ minute }) => (minute % 12 < 2 ? { cpuStealPct: 24 } : {})),
  quiet('inodes of a build cache come and go', ({ minute }) => ({
    varInodesUsedPct: 40 + 40 * Math.abs(Math.sin(minute / 20)),
  })),
];
