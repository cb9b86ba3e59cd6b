import { join } from 'node:path';
import { isText, type Reading } from '@hostwire/protocol';
import type { BackgroundGroup, Collected } from '../../sampling/background-group.ts';
import { blankRow, columnPosition, joinRows } from '../../sampling/columns.ts';
import { Increments } from '../../sampling/increments.ts';
import type { Issue } from '../../sampling/source.ts';
import { TimeSlice } from '../../sampling/time-slice.ts';
import { topRows } from '../../sampling/top-rows.ts';
import { readAttribute } from '../files/attribute.ts';
import { PassingFiles } from '../files/passing-file.ts';
import { findHierarchy, type CgroupHierarchy, type CgroupLimits, type ReadFile } from './cgroup/hierarchy.ts';
import { CgroupTree, cgroupTreeLimits, type Cgroup } from './cgroup/tree.ts';
import type { BackgroundDefinition } from './definition.ts';

/**
 * Group `cgroup`: what systemd units, containers and slices use, and what they are limited to. Of hosts with the unified
 * hierarchy (version 2) all of it; of those with version 1 CPU time, memory and tasks, and an issue that says so.
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

/** What one collection found of a cgroup. */
interface Usage extends Cgroup {
  /** Of this cgroup and no other that was under its path before. */
  readonly key: string;
  readonly limits: CgroupLimits;
  readonly memoryBytes: number;
  /** Looked up only where memory is limited: memory.stat costs more than the other files. */
  readonly reclaimableBytes: number;
  readonly tasks: number;
  /** In the order of `counterColumns`; NaN for controllers that are off. */
  readonly counters: readonly number[];
}

interface Known {
  limits: CgroupLimits;
  /** Files that it does not have. */
  readonly absent: Set<string>;
  /** Of its file of CPU time at the last collection; NaN where it has none. */
  inode: number;
}

export class CgroupGroup implements BackgroundGroup {
  readonly name = 'cgroup';
  readonly #root: string;
  /** undefined: not found yet. */
  #hierarchy: CgroupHierarchy | undefined;
  #tree: CgroupTree | undefined;
  readonly #files = new PassingFiles();
  readonly #increments = new Increments(counterColumns.length);
  #known = new Map<string, Known>();
  #collections = 0;
  #previousMs = NaN;

  constructor({ sysRoot }: { readonly sysRoot: string }) {
    this.#root = join(sysRoot, 'fs/cgroup');
  }

  get resets(): number {
    return this.#increments.resets;
  }

  async collect(monoMs: number): Promise<Collected> {
    const hierarchy = findHierarchy(this.#root);
    if (hierarchy === undefined) return { readings: {}, issues: [] };
    if (hierarchy.treeRoot !== this.#hierarchy?.treeRoot) this.#tree = new CgroupTree(hierarchy.treeRoot);
    this.#hierarchy = hierarchy;
    const tree = this.#tree!;
    const cgroups: Cgroup[] = [];
    if (hierarchy.version === 2) {
      // The kernel adds up what its cores counted when it is asked, which may take long: once, and on a thread.
      await readAttribute(join(this.#root, 'cpu.stat'));
      cgroups.push({ path: '', kind: 'self' });
    }
    cgroups.push(...(await tree.list()));
    const rows = this.#rows(await this.#measure(cgroups), monoMs - this.#previousMs);
    this.#previousMs = monoMs;
    const chosen = chooseRows(rows);
    const left = tree.leftOut + Math.max(0, chosen.length - cgroupLimits.maxRows);
    return {
      readings: chosen.length === 0 ? {} : { cgroup: readingOf(chosen.slice(0, cgroupLimits.maxRows)) },
      issues: [...(hierarchy.version === 1 ? [olderVersion] : []), ...(left > 0 ? [leftOutIssue(left)] : [])],
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
    const hierarchy = this.#hierarchy!;
    const entry = this.#known.get(cgroup.path) ?? this.#lookUp(cgroup);
    const withReclaimable = !Number.isNaN(entry.limits.memoryMaxBytes);
    const usage = hierarchy.usage(this.#reader(cgroup, entry), { withReclaimable });
    if (usage === undefined) {
      this.#tree!.forget(cgroup.path);
      return undefined;
    }
    known.set(cgroup.path, entry);
    const { cpu, memoryBytes, tasks, oomKills, reclaimableBytes, io } = usage;
    if (cgroup.kind === 'self' && Number.isNaN(memoryBytes) && Number.isNaN(tasks)) return undefined;
    const { usageUs, throttledUs, throttledPeriods } = cpu;
    const counters = [usageUs, throttledUs, throttledPeriods, oomKills, io.readBytes, io.writeBytes];
    const key = `${cgroup.path}\0${entry.inode}`;
    return { ...cgroup, key, limits: entry.limits, memoryBytes, reclaimableBytes, tasks, counters };
  }

  #lookUp(cgroup: Cgroup): Known {
    const entry: Known = { absent: new Set(), limits: noLimits, inode: NaN };
    entry.limits = this.#hierarchy!.limits(this.#reader(cgroup, entry));
    return entry;
  }

  #reader({ path }: Cgroup, entry: Known): ReadFile {
    return (file, parse) => {
      if (entry.absent.has(file)) return undefined;
      const bytes = this.#readFile(path, { file, entry });
      if (bytes !== undefined) return parse(bytes);
      entry.absent.add(file);
      return undefined;
    };
  }

  #readFile(path: string, { file, entry }: { file: string; entry: Known }): Buffer | undefined {
    const { pathOf, identityFile } = this.#hierarchy!;
    if (file !== identityFile) return this.#files.read(pathOf(path, file));
    const identified = this.#files.readIdentified(pathOf(path, file));
    entry.inode = identified?.inode ?? NaN;
    return identified?.bytes;
  }

  #rows(usages: readonly Usage[], intervalMs: number): UsageRow[] {
    const keys = usages.map(({ key }) => key);
    const counters = Float64Array.from(usages.flatMap((usage) => usage.counters));
    const { values, measured } = this.#increments.since(keys, counters);
    const width = counterColumns.length;
    return usages.map((usage, i) => {
      const own = values.subarray(i * width, (i + 1) * width);
      return { usage, intervalMs, increments: measured[i] === 1 ? own : new Float64Array(width).fill(NaN) };
    });
  }
}

const noLimits: CgroupLimits = { memoryMaxBytes: NaN, cpuMaxMilli: NaN, tasksMax: NaN };

const olderVersion: Issue = {
  group: 'cgroup',
  code: 'CGROUP_VERSION_1',
  message:
    'this host has cgroups of version 1: CPU time, memory and tasks are read, I/O is not; for all boot with systemd.unified_cgroup_hierarchy=1',
};

function leftOutIssue(left: number): Issue {
  const message = `${left} cgroups are left out: ${cgroupTreeLimits.maxCgroups} are read and ${cgroupLimits.maxRows} reported`;
  return { group: 'cgroup', code: 'DEVICES_LEFT_OUT', message };
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
  whyAbsent: { cgroup: 'no cgroups below /sys/fs/cgroup' },
};
