import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GroupName } from '@hostwire/protocol';
import type { SecondReading, SecondValue, Seen } from './second-reading.ts';

/**
 * Other files of the kernel than those that the linux source reads, with the same numbers in them. They are read without
 * waiting for threads: the shorter a reading takes, the sharper it compares.
 */
export function kernelSecondReadings(of: { procRoot: string; sysRoot: string }): SecondReading[] {
  const { procRoot, sysRoot } = of;
  const proc = async (name: string) => readFileSync(join(procRoot, name), 'utf8');
  const sys = async (name: string) => readFileSync(join(sysRoot, name), 'utf8');
  return [
    { group: 'cpu', how: '/sys/fs/cgroup/cpu.stat', read: () => rootCgroupCpu(sys) },
    { group: 'cpu', how: '/proc/uptime', read: (seen) => idleOfUptime(proc, seen) },
    {
      group: 'memory',
      how: '/sys/devices/system/node/*/meminfo',
      read: (seen) => nodeMemory(join(sysRoot, 'devices/system/node'), seen),
    },
    { group: 'memory', how: '/proc/swaps', read: () => swaps(proc) },
    { group: 'disk', how: '/sys/class/block/*/stat', read: (seen) => blockDevices(sys, seen) },
    { group: 'network', how: '/sys/class/net/*/statistics', read: (seen) => netDevices(sys, seen) },
    { group: 'pressure', how: '/sys/fs/cgroup/*.pressure', read: () => rootPressure(sys) },
    { group: 'socket', how: '/proc/net/tcp, tcp6, udp, udp6', read: () => socketTables(proc) },
  ];
}

type Read = (name: string) => Promise<string>;

const numbers = (text: string) => text.trim().split(/\s+/).map(Number);
const lineOf = (text: string, key: string) =>
  Number(new RegExp(`^${key}\\s+(\\d+)`, 'm').exec(text)?.[1] ?? NaN);

/** Fractions of a ms; the kernel adds up its own cores, and nice to user, interrupts to system. */
async function rootCgroupCpu(sys: Read): Promise<SecondValue[]> {
  const text = await sys('fs/cgroup/cpu.stat');
  const value = (columns: readonly string[], key: string): SecondValue => {
    const grain = 10 * columns.length + 10; // each column is cut to a tick
    const how = `/sys/fs/cgroup/cpu.stat ${key}`;
    return { group: 'cpu', columns, kind: 'counter', value: lineOf(text, key) / 1000, grain, how };
  };
  return [
    value(['user_ms', 'nice_ms'], 'user_usec'),
    value(['system_ms', 'irq_ms', 'softirq_ms'], 'system_usec'),
  ];
}

/** Hundredths of a second. */
async function idleOfUptime(proc: Read, seen: Seen): Promise<SecondValue[]> {
  const [, idle = NaN] = numbers(await proc('uptime'));
  const cores = seen.newest({ group: 'cpu', column: 'cores' }) ?? 1;
  const of = { group: 'cpu', columns: ['idle_ms'], kind: 'counter' } as const;
  return [{ ...of, value: idle * 1000, grain: 10 * (cores + 1), how: '/proc/uptime, second number' }];
}

const nodeLines: readonly (readonly [string, readonly string[]])[] = [
  ['FilePages', ['buffers_bytes', 'cached_bytes', 'swap_cached_bytes']],
  ['Active', ['active_bytes']],
  ['Inactive', ['inactive_bytes']],
  ['Dirty', ['dirty_bytes']],
  ['Writeback', ['writeback_bytes']],
  ['AnonPages', ['anon_bytes']],
  ['Mapped', ['mapped_bytes']],
  ['Shmem', ['shmem_bytes']],
  ['SReclaimable', ['slab_reclaimable_bytes']],
  ['SUnreclaim', ['slab_unreclaimable_bytes']],
];

/**
 * Memory by NUMA node, added up. The kernel folds what its cores counted into both files at once; with several nodes it
 * cuts each at zero while the cores still hold a part of it. Total and free are compared as what is used: memory that a
 * hypervisor holds back counts in both of /proc/meminfo, though not to the page, and in no node (seen on Firecracker with
 * Linux 6.18: 52 KiB apart).
 */
async function nodeMemory(folder: string, seen: Seen): Promise<SecondValue[]> {
  const nodes = readdirSync(folder).filter((name) => /^node\d+$/.test(name));
  const texts = nodes.map((node) => readFileSync(join(folder, node, 'meminfo'), 'utf8'));
  const total = seen.newest({ group: 'memory', column: 'total_bytes' }) ?? 0;
  const roughly = 0.002 * total;
  const grain = nodes.length > 1 ? roughly : 0;
  const ofNodes = (key: string) => {
    const ofNode = (text: string) => Number(new RegExp(` ${key}:\\s+(\\d+) kB`).exec(text)?.[1] ?? NaN);
    return 1024 * texts.reduce((sum, text) => sum + ofNode(text), 0);
  };
  const of = { group: 'memory', kind: 'level', grain } as const;
  const lines = nodeLines.map(([key, columns]): SecondValue => {
    return { ...of, columns, value: ofNodes(key), how: `node*/meminfo ${key}` };
  });
  const used = ofNodes('MemUsed');
  const ofUse = { columns: ['total_bytes'], minus: ['free_bytes'], how: 'node*/meminfo MemUsed' };
  return [{ ...of, ...ofUse, value: used, grain: ofNodes('MemTotal') === total ? grain : roughly }, ...lines];
}

async function swaps(proc: Read): Promise<SecondValue[]> {
  const [, ...areas] = (await proc('swaps')).trim().split('\n');
  const sizes = areas.map((line) => line.trim().split(/\s+/).slice(-3).map(Number));
  const of = { group: 'memory', kind: 'level', how: '/proc/swaps' } as const;
  const sum = (pick: (area: readonly number[]) => number) =>
    1024 * sizes.reduce((total, area) => total + pick(area), 0);
  const page = 4096;
  return [
    { ...of, columns: ['swap_total_bytes'], value: sum(([size = NaN]) => size), grain: 0 },
    {
      ...of,
      columns: ['swap_free_bytes'],
      value: sum(([size = NaN, used = NaN]) => size - used),
      grain: 1024 * page,
    },
  ];
}

/** In the order of the file; undefined is what no column holds. */
const blockFields: readonly (readonly [string, number] | undefined)[] = [
  ['read_ops', 1],
  undefined,
  ['read_bytes', 512],
  ['read_ms', 1],
  ['write_ops', 1],
  undefined,
  ['write_bytes', 512],
  ['write_ms', 1],
  undefined,
  ['busy_ms', 1],
  ['weighted_ms', 1],
  ['discard_ops', 1],
  undefined,
  ['discard_bytes', 512],
  ['discard_ms', 1],
];

async function blockDevices(sys: Read, seen: Seen): Promise<SecondValue[]> {
  const tables = await Promise.all(
    seen.devices('disk').map(async (device) => {
      const fields = numbers(await ofDevice(sys, `class/block/${device.replaceAll('/', '!')}/stat`));
      return blockFields.flatMap((field, i) => {
        if (field === undefined) return [];
        const [column, unit] = field;
        const value = (fields[i] ?? NaN) * unit;
        return [counterOf({ group: 'disk', device, columns: [column], value, how: `block/${device}/stat` })];
      });
    }),
  );
  return tables.flat();
}

const netFiles: readonly (readonly [string, readonly string[]])[] = [
  ['receive_bytes', ['rx_bytes']],
  ['receive_packets', ['rx_packets']],
  ['receive_errors', ['rx_errors']],
  ['receive_drops', ['rx_dropped', 'rx_missed_errors']],
  ['receive_multicast', ['multicast']],
  ['transmit_bytes', ['tx_bytes']],
  ['transmit_packets', ['tx_packets']],
  ['transmit_errors', ['tx_errors']],
  ['transmit_drops', ['tx_dropped']],
];

async function netDevices(sys: Read, seen: Seen): Promise<SecondValue[]> {
  const tables = await Promise.all(
    seen.devices('network').flatMap((device) =>
      netFiles.map(async ([column, files]) => {
        const folder = `class/net/${device}/statistics`;
        const texts = await Promise.all(files.map((file) => ofDevice(sys, `${folder}/${file}`)));
        const value = texts.reduce((sum, text) => sum + (text === '' ? NaN : Number(text)), 0);
        const how = `net/${device}/statistics/${files.join(' + ')}`;
        return counterOf({ group: 'network', device, columns: [column], value, how });
      }),
    ),
  );
  return tables.flat();
}

/** '' for a device that went meanwhile. */
function ofDevice(read: Read, name: string): Promise<string> {
  return read(name).catch(() => '');
}

function counterOf(of: {
  group: GroupName;
  device: string;
  columns: readonly string[];
  value: number;
  how: string;
}): SecondValue {
  return { ...of, kind: 'counter', grain: 0 };
}

/** Totals that the kernel brings up to date every two seconds, each file for itself. */
async function rootPressure(sys: Read): Promise<SecondValue[]> {
  const resources = [
    ['cpu', ['some']],
    ['memory', ['some', 'full']],
    ['io', ['some', 'full']],
  ] as const;
  const values = await Promise.all(
    resources.map(async ([resource, shares]) => {
      const text = await sys(`fs/cgroup/${resource}.pressure`);
      return shares.map((share): SecondValue => {
        const value = Number(new RegExp(`^${share} .*total=(\\d+)`, 'm').exec(text)?.[1] ?? NaN);
        const columns = [`${resource}_${share}_us`];
        const how = `/sys/fs/cgroup/${resource}.pressure`;
        return { group: 'pressure', columns, kind: 'counter', value, grain: 4_000_000, how };
      });
    }),
  );
  return values.flat();
}

/**
 * Sockets by state (hexadecimal): 01 established, 08 close-wait. The small ones that only wait for time to go by have
 * timer 03, whether that is time-wait (06) or the last wait for the other side (05).
 */
async function socketTables(proc: Read): Promise<SecondValue[]> {
  const table = async (name: string) => socketsOf(await proc(name).catch(() => '')); // without IPv6
  const tcp = [...(await table('net/tcp')), ...(await table('net/tcp6'))];
  const udp = [...(await table('net/udp')), ...(await table('net/udp6'))];
  const level = (column: string, value: number, how: string): SecondValue => {
    return { group: 'socket', columns: [column], kind: 'level', value, grain: 0, how };
  };
  const established = tcp.filter(({ state }) => state === '01' || state === '08');
  const waiting = tcp.filter(({ timer }) => timer === '03');
  return [
    level('tcp_established', established.length, '/proc/net/tcp, tcp6: states 01 and 08'),
    level('tcp_time_wait', waiting.length, '/proc/net/tcp, tcp6: timer 03'),
    level('udp_in_use', udp.length, '/proc/net/udp, udp6: lines'),
  ];
}

/** Each once: the kernel repeats lines of a long table when sockets before them go while it is read. */
function socketsOf(table: string): { state: string; timer: string }[] {
  const lines = table.trim().split('\n').slice(1);
  const sockets = lines.map((line) => {
    const [, local, remote, state = '', , timer = '', , , , inode] = line.trim().split(/\s+/);
    const key = [local, remote, inode].join(' ');
    return [key, { state, timer: timer.slice(0, 2) }] as const;
  });
  return [...new Map(sockets).values()];
}
