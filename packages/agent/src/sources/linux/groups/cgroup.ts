import { join } from 'node:path';
import { isText, type Reading } from '@hostwire/protocol';
import type { BackgroundGroup, Collected } from '../../sampling/background-group.ts';
import { blankRow, columnPosition, joinRows } from '../../sampling/columns.ts';
import { Increments } from '../../sampling/increments.ts';
import { TimeSlice } from '../../sampling/time-slice.ts';
import { topRows } from '../../sampling/top-rows.ts';
import { readAttribute } from '../files/attribute.ts';
import { PassingFiles } from '../files/passing-file.ts';
import {
  parseCpuMaxMilli,
  parseCpuStat,
  parseIoStat,
  parseLevel,
  parseOomKills,
  parseReclaimable,
} from './cgroup/files.ts';
import { CgroupTree, cgroupTreeLimits, type Cgroup } from './cgroup/tree.ts';
import type { BackgroundDefinition } from './definition.ts';

/**
 * Group `cgroup`: what systemd units, containers and slices use, and what they are limited to. Only of hosts with the
 * unified hierarchy (version 2).
 *
 * A row is made of each container and slice, of each cgroup with a limit of its own, and of the units that lead by CPU
 * time, memory or I/O. Inside a container the root of the hierarchy is the container's own cgroup: it is the row `/` of
 * kind `self`, beside what /proc tells of the whole host.
 *
 * State: the counters of each cgroup at the previous collection, and of each which files it does not have and its limits.
 * Both are looked up again once a minute.
 */
const cgroupLimits = {
  /** Units without limits: for each of the three respects. */
  maxLeaders: 20,
  maxRows: 512,
  /** Collections after which limits and missing files are looked up again. */
  refreshEvery: 6,
} as const;

const counterColumns = [
  'cpu_us',
  'throttled_us',
  'throttled_periods',
  'oom_kills',
  'read_bytes',
  'write_bytes',
] as const;
const counterPositions = counterColumns.map((column) => columnPosition('cgroup', column));
const position = {
  intervalMs: columnPosition('cgroup', 'interval_ms'),
  memoryBytes: columnPosition('cgroup', 'memory_bytes'),
  memoryMaxBytes: columnPosition('cgroup', 'memory_max_bytes'),
  reclaimableBytes: columnPosition('cgroup', 'reclaimable_bytes'),
  cpuMaxMilli: columnPosition('cgroup', 'cpu_max_milli'),
  tasks: columnPosition('cgroup', 'tasks'),
  tasksMax: columnPosition('cgroup', 'tasks_max'),
};
/** Place of each in a row of counters. */
const counter = { cpuUs: 0, readBytes: 4, writeBytes: 5 };

interface Limits {
  readonly memoryMaxBytes: number;
  readonly cpuMaxMilli: number;
  readonly tasksMax: number;
}

/** What one collection found of a cgroup. */
interface Usage extends Cgroup {
  readonly limits: Limits;
  readonly memoryBytes: number;
  /** Looked up only where memory is limited: memory.stat costs more than the other files. */
  readonly reclaimableBytes: number;
  readonly tasks: number;
  /** In the order of `counterColumns`; NaN for controllers that are off. */
  readonly counters: readonly number[];
}

interface Known {
  limits: Limits;
  /** Files that it does not have. */
  readonly absent: Set<string>;
}

export class CgroupGroup implements BackgroundGroup {
  readonly name = 'cgroup';
  readonly #root: string;
  readonly #tree: CgroupTree;
  readonly #files = new PassingFiles();
  readonly #increments = new Increments(counterColumns.length);
  #known = new Map<string, Known>();
  #collections = 0;
  #previousMs = NaN;

  constructor({ sysRoot }: { readonly sysRoot: string }) {
    this.#root = join(sysRoot, 'fs/cgroup');
    this.#tree = new CgroupTree(this.#root);
  }

  get resets(): number {
    return this.#increments.resets;
  }

  async collect(monoMs: number): Promise<Collected> {
    if (this.#files.read(join(this.#root, 'cgroup.controllers')) === undefined)
      return { readings: {}, issues: [] };
    // The kernel adds up what its cores counted when it is asked, which may take long: once, and on a thread.
    await readAttribute(join(this.#root, 'cpu.stat'));
    const cgroups = [{ path: '', kind: 'self' } as const, ...(await this.#tree.list())];
    const usages = await this.#measure(cgroups);
    const rows = this.#rows(usages, monoMs - this.#previousMs);
    this.#previousMs = monoMs;
    const chosen = chooseRows(rows);
    const left = this.#tree.leftOut + Math.max(0, chosen.length - cgroupLimits.maxRows);
    const message = `${left} cgroups are left out: ${cgroupTreeLimits.maxCgroups} are read and ${cgroupLimits.maxRows} reported`;
    return {
      readings: chosen.length === 0 ? {} : { cgroup: readingOf(chosen.slice(0, cgroupLimits.maxRows)) },
      issues: left > 0 ? [{ group: this.name, code: 'DEVICES_LEFT_OUT', message }] : [],
    };
  }

  forget(): void {
    this.#increments.forget();
    this.#known.clear();
    this.#previousMs = NaN;
  }

  close(): void {
    // no file stays open
  }

  async #measure(cgroups: readonly Cgroup[]): Promise<Usage[]> {
    if (this.#collections++ % cgroupLimits.refreshEvery === 0) this.#known.clear();
    const known = new Map<string, Known>();
    const usages: Usage[] = [];
    const slice = new TimeSlice();
    for (const cgroup of cgroups) {
      if (slice.usedUp()) await slice.next();
      const usage = this.#usage(cgroup, known);
      if (usage !== undefined) usages.push(usage);
    }
    this.#known = known;
    return usages;
  }

  /** undefined: it is gone, or the root of a host, which has no numbers of its own. */
  #usage(cgroup: Cgroup, known: Map<string, Known>): Usage | undefined {
    if (!isText(cgroup.path)) return undefined;
    const entry = this.#known.get(cgroup.path) ?? this.#lookUp(cgroup);
    const read = <Value>(file: string, parse: (bytes: Buffer) => Value): Value | undefined =>
      this.#read({ cgroup, entry, file, parse });
    const cpu = read('cpu.stat', parseCpuStat);
    if (cpu === undefined) {
      this.#tree.forget(cgroup.path); // every cgroup has it while it exists
      return undefined;
    }
    known.set(cgroup.path, entry);
    const memoryBytes = read('memory.current', parseLevel) ?? NaN;
    const tasks = read('pids.current', parseLevel) ?? NaN;
    if (cgroup.kind === 'self' && Number.isNaN(memoryBytes) && Number.isNaN(tasks)) return undefined;
    const oomKills = read('memory.events', parseOomKills) ?? NaN;
    const isLimited = !Number.isNaN(entry.limits.memoryMaxBytes);
    const reclaimableBytes = (isLimited ? read('memory.stat', parseReclaimable) : undefined) ?? NaN;
    const { readBytes, writeBytes } = read('io.stat', parseIoStat) ?? { readBytes: NaN, writeBytes: NaN };
    const counters = [cpu.usageUs, cpu.throttledUs, cpu.throttledPeriods, oomKills, readBytes, writeBytes];
    return { ...cgroup, limits: entry.limits, memoryBytes, reclaimableBytes, tasks, counters };
  }

  #lookUp(cgroup: Cgroup): Known {
    const absent = new Set<string>();
    const entry: Known = { absent, limits: { memoryMaxBytes: NaN, cpuMaxMilli: NaN, tasksMax: NaN } };
    const limit = (file: string, parse: (bytes: Buffer) => number) =>
      this.#read({ cgroup, entry, file, parse }) ?? NaN;
    entry.limits = {
      memoryMaxBytes: limit('memory.max', parseLevel),
      cpuMaxMilli: limit('cpu.max', parseCpuMaxMilli),
      tasksMax: limit('pids.max', parseLevel),
    };
    return entry;
  }

  #read<Value>(of: {
    cgroup: Cgroup;
    entry: Known;
    file: string;
    parse: (bytes: Buffer) => Value;
  }): Value | undefined {
    const { cgroup, entry, file, parse } = of;
    if (entry.absent.has(file)) return undefined;
    const bytes = this.#files.read(`${this.#root}${cgroup.path}/${file}`);
    if (bytes !== undefined) return parse(bytes);
    entry.absent.add(file);
    return undefined;
  }

  #rows(usages: readonly Usage[], intervalMs: number): UsageRow[] {
    const paths = usages.map(({ path }) => path);
    const counters = Float64Array.from(usages.flatMap((usage) => usage.counters));
    const { values, measured } = this.#increments.since(paths, counters);
    const width = counterColumns.length;
    return usages.map((usage, i) => {
      const own = values.subarray(i * width, (i + 1) * width);
      return { usage, intervalMs, increments: measured[i] === 1 ? own : new Float64Array(width).fill(NaN) };
    });
  }
}

interface UsageRow {
  readonly usage: Usage;
  readonly intervalMs: number;
  /** In the order of `counterColumns`. */
  readonly increments: Float64Array;
}

/** All but units that neither have a limit nor lead. Every unit has a limit of tasks, which does not count. */
function chooseRows(rows: readonly UsageRow[]): UsageRow[] {
  const isKept = ({ usage: { kind, limits } }: UsageRow) =>
    kind !== 'unit' || !Number.isNaN(limits.memoryMaxBytes) || !Number.isNaN(limits.cpuMaxMilli);
  const keys = [
    ({ increments }: UsageRow) => increments[counter.cpuUs]!,
    ({ usage }: UsageRow) => usage.memoryBytes,
    ({ increments }: UsageRow) => increments[counter.readBytes]! + increments[counter.writeBytes]!,
  ];
  const others = rows.filter((row) => !isKept(row));
  const leaders = new Set(topRows(others, { count: cgroupLimits.maxLeaders, keys }));
  return rows.filter((row) => isKept(row) || leaders.has(row));
}

function readingOf(rows: readonly UsageRow[]): Reading {
  return {
    devices: rows.map(({ usage }) => (usage.path === '' ? '/' : usage.path)),
    labels: { kind: rows.map(({ usage }) => usage.kind) },
    values: joinRows(rows.map(valuesOf)),
  };
}

function valuesOf({ usage, intervalMs, increments }: UsageRow): Float64Array {
  const values = blankRow('cgroup');
  counterPositions.forEach((at, i) => (values[at] = increments[i]!));
  values[position.intervalMs] = intervalMs;
  values[position.memoryBytes] = usage.memoryBytes;
  values[position.memoryMaxBytes] = usage.limits.memoryMaxBytes;
  values[position.reclaimableBytes] = usage.reclaimableBytes;
  values[position.cpuMaxMilli] = usage.limits.cpuMaxMilli;
  values[position.tasks] = usage.tasks;
  values[position.tasksMax] = usage.limits.tasksMax;
  return values;
}

export const cgroupGroup: BackgroundDefinition = {
  create: ({ sysRoot }) => new CgroupGroup({ sysRoot }),
  firstAfterMs: 3_000,
  whyAbsent: { cgroup: '/sys/fs/cgroup is not the unified hierarchy (version 2)' },
};
