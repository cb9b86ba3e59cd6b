import { columnGroup, cpuStates } from '@hostwire/protocol';
import { atLeast, atMost, equal, within, type Finding } from './finding.ts';
import type { TimeRange } from './time-range.ts';

/** CPU time is counted in ticks of USER_HZ. */
const tickMs = 10;
const { always, sometimes } = cpuStates;
const idleStates = [...always.idle, ...sometimes.idle];
const states = [...always.busy, ...sometimes.busy, ...idleStates];
/** The kernel brings pressure totals up to date every two seconds, and not when they are read. */
const pressurePeriodUs = 2_000_000;

/** What must hold for the numbers of the source alone. Each gives nothing where it has nothing to go by. */
export const invariants: readonly ((range: TimeRange) => Finding[])[] = [
  cpuAddsUp,
  coresAddUp,
  memoryFits,
  disksFit,
  filesystemsFit,
  pressureFits,
  socketsFit,
  processesFit,
  cgroupsFit,
];

/** Of what is known; NaN when nothing is. */
function largest(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? NaN : Math.max(...known);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function cpuAddsUp(at: TimeRange): Finding[] {
  const of = (column: string) => at.grown('cpu', column);
  const cores = at.level('cpu', 'cores');
  const elapsedMs = at.intervalMs * cores;
  const total = sum(states.map(of));
  const idleMs = sum(idleStates.map(of));
  const cpu = { group: 'cpu', device: '' } as const;
  const part = (field: string, whole: string) =>
    atMost({ ...cpu, field, how: `part of ${whole}` }, { a: of(field), b: of(whole), tolerance: tickMs });
  return [
    ...equal(
      { ...cpu, field: 'all states', how: 'elapsed time × cores', note: noteOfStates(total - elapsedMs) },
      {
        a: total,
        b: elapsedMs,
        tolerance:
          // Each state is cut to a tick, and each core is up to two ticks from having counted all its time.
          (states.length + 2 * cores) * tickMs +
          cores * at.blurMs +
          miscountedMs({
            idleMs,
            elapsedMs,
            turns: of('context_switches') / 2 + cores,
            stealMs: of('steal_ms'),
          }),
      },
    ),
    ...part('guest_ms', 'user_ms'),
    ...part('guest_nice_ms', 'nice_ms'),
  ];
}

/**
 * How far all states may be from the time that went by. The kernel measures how long a core idles, but counts the rest by
 * looking at each tick what runs: what runs from one tick to the next is counted for a whole one or not at all, once for
 * each turn between idle and busy. So no more is miscounted than there is of either; a host that is busy or idle
 * throughout has an exact sum. What a core waited for its hypervisor when it woke up counts as idle and as stolen.
 */
function miscountedMs(of: { idleMs: number; elapsedMs: number; turns: number; stealMs: number }): number {
  const { idleMs, elapsedMs, turns, stealMs } = of;
  const either = Math.max(0, Math.min(idleMs, elapsedMs - idleMs));
  return Math.min(turns * tickMs, either) + stealMs;
}

function noteOfStates(excessMs: number): string {
  return excessMs < 0
    ? 'the kernel lost ticks: the hypervisor did not run its cores and did not tell it as stolen; Hostwire is right where it agrees with os.cpus()'
    : 'the kernel counted more time than went by; Hostwire is right where it agrees with os.cpus()';
}

function coresAddUp(at: TimeRange): Finding[] {
  const devices = at.devices('cpu_core');
  if (devices.length === 0) return [];
  return states.flatMap((field) =>
    equal(
      { group: 'cpu', device: '', field, how: 'sum of the cores' },
      {
        a: at.grown('cpu', field),
        b: sum(devices.map((core) => at.grown('cpu_core', field, core))),
        tolerance: (devices.length + 1) * tickMs, // each line is cut to a tick
      },
    ),
  );
}

function memoryFits(at: TimeRange): Finding[] {
  const of = (column: string) => at.level('memory', column);
  const total = of('total_bytes');
  const memory = { group: 'memory', device: '' } as const;
  const part = (field: string, whole: string) =>
    atMost({ ...memory, field, how: `part of ${whole}` }, { a: of(field), b: of(whole) });
  const disjoint = ['free', 'buffers', 'cached', 'anon', 'slab_reclaimable', 'slab_unreclaimable'];
  return [
    ...['free_bytes', 'available_bytes', 'mapped_bytes', 'shmem_bytes'].flatMap((column) =>
      part(column, 'total_bytes'),
    ),
    ...part('swap_free_bytes', 'swap_total_bytes'),
    ...part('huge_pages_free', 'huge_pages_total'),
    ...atMost(
      { ...memory, field: 'free + used', how: 'total_bytes' },
      // Counts of pages are gathered from the cores with a delay.
      { a: sum(disjoint.map((name) => of(`${name}_bytes`))), b: total, tolerance: 0.01 * total },
    ),
  ];
}

function disksFit(at: TimeRange): Finding[] {
  return at.devices('disk').flatMap((device) => [
    ...atMost(
      { group: 'disk', device, field: 'busy_ms', how: 'elapsed time' },
      // Counted in jiffies (up to 10 ms), at both ends.
      { a: at.grown('disk', 'busy_ms', device), b: at.intervalMs, tolerance: 2 * tickMs + at.blurMs },
    ),
    // A kernel that miscounts prints a negative number, which no sample holds: it is missing.
    ...atLeast(
      { group: 'disk', device, field: 'in_flight_ops', how: 'there, and not negative' },
      { a: at.level('disk', 'in_flight_ops', device), b: 0 },
    ),
  ]);
}

function filesystemsFit(at: TimeRange): Finding[] {
  return at.devices('filesystem').flatMap((device) => {
    const part = (field: string, whole: string) =>
      atMost(
        { group: 'filesystem', device, field, how: `part of ${whole}` },
        { a: at.level('filesystem', field, device), b: at.level('filesystem', whole, device) },
      );
    return [
      ...part('available_bytes', 'free_bytes'),
      ...part('free_bytes', 'size_bytes'),
      ...part('inodes_free', 'inodes_total'),
    ];
  });
}

function pressureFits(at: TimeRange): Finding[] {
  const pressure = { group: 'pressure', device: '' } as const;
  const { columns } = columnGroup('pressure');
  const stalled = columns.filter(({ name }) => name.endsWith('_us'));
  const averages = columns.filter(({ name }) => name.endsWith('_centi'));
  const full = (resource: string) =>
    atMost(
      { ...pressure, field: `${resource}_full_us`, how: `part of ${resource}_some_us` },
      {
        a: at.grown('pressure', `${resource}_full_us`),
        b: at.grown('pressure', `${resource}_some_us`),
        tolerance: 2, // the kernel counts ns, and cuts each to a µs at both ends
      },
    );
  return [
    ...stalled.flatMap(({ name }) =>
      atMost(
        { ...pressure, field: name, how: 'elapsed time' },
        {
          a: at.grown('pressure', name),
          b: at.intervalMs * 1000,
          tolerance: pressurePeriodUs + at.blurMs * 1000,
        },
      ),
    ),
    ...averages.flatMap(({ name }) =>
      atMost({ ...pressure, field: name, how: '100 %' }, { a: at.level('pressure', name), b: 10_000 }),
    ),
    ...full('memory'),
    ...full('io'),
  ];
}

function socketsFit(at: TimeRange): Finding[] {
  const of = (column: string) => at.level('socket', column);
  const part = (field: string, whole: string) =>
    atMost({ group: 'socket', device: '', field, how: `part of ${whole}` }, { a: of(field), b: of(whole) });
  return [...part('tcp_in_use', 'in_use'), ...part('conntrack_entries', 'conntrack_max')];
}

function processesFit(at: TimeRange): Finding[] {
  const devices = at.devices('process');
  const of = (column: string) => devices.map((device) => at.level('process', column, device));
  const process = { group: 'process', device: '' } as const;
  const counted = devices.map((device) => at.latest('process', 'cpu_ms', device)).filter((ms) => ms >= 0);
  const coveredMs = largest(devices.map((device) => at.latest('process', 'interval_ms', device)));
  const collection = at.collection('process');
  const begun = collection?.grown('cpu', 'forks') ?? NaN;
  return [
    // All were looked at since the collection began; no more were added than were begun, no more went than that and the
    // difference.
    ...within(
      { group: 'process_state', device: '', field: 'threads', how: 'load tasks, at both ends' },
      {
        a: at.level('process_state', 'threads'),
        bounds: {
          least: at.level('load', 'tasks') - begun,
          most: (collection?.levelBefore('load', 'tasks') ?? NaN) + begun,
        },
      },
    ),
    ...atMost(
      { ...process, field: 'cpu_ms, all rows', how: 'elapsed time × cores' },
      {
        a: sum(counted),
        b: coveredMs * at.level('cpu', 'cores'),
        tolerance: (counted.length + 1) * tickMs,
      },
    ),
    ...atMost(
      { ...process, field: 'rss_bytes, largest', how: 'memory total_bytes' },
      { a: largest(of('rss_bytes')), b: at.level('memory', 'total_bytes') },
    ),
  ];
}

function cgroupsFit(at: TimeRange): Finding[] {
  const devices = at.devices('cgroup');
  const topLevel = devices.filter((device) => device.lastIndexOf('/') === 0 && device !== '/');
  const part = (device: string, field: string, whole: string) =>
    atMost(
      { group: 'cgroup', device, field, how: `part of ${whole}` },
      { a: at.level('cgroup', field, device), b: at.level('cgroup', whole, device) },
    );
  const known = (column: string) =>
    sum(topLevel.map((device) => at.level('cgroup', column, device)).filter((value) => value >= 0));
  const usedUs = sum(topLevel.map((device) => at.latest('cgroup', 'cpu_us', device)).filter((us) => us >= 0));
  const coveredMs = largest(topLevel.map((device) => at.latest('cgroup', 'interval_ms', device)));
  const total = { group: 'cgroup', device: '', how: 'the host' } as const;
  return [
    ...devices.flatMap((device) => [
      ...part(device, 'memory_bytes', 'memory_max_bytes'),
      ...part(device, 'tasks', 'tasks_max'),
    ]),
    ...atMost(
      { ...total, field: 'memory_bytes, top level' },
      { a: topLevel.length === 0 ? NaN : known('memory_bytes'), b: at.level('memory', 'total_bytes') },
    ),
    ...atMost(
      { ...total, field: 'cpu_us, top level' },
      // Read one after the other: as much again as an observation takes.
      { a: usedUs, b: 1000 * coveredMs * at.level('cpu', 'cores'), tolerance: 100_000 },
    ),
  ];
}
