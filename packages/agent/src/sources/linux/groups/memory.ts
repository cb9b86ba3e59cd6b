import { readdirSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { blankRow, columnPosition, scalarReading } from '../../sampling/columns.ts';
import { impossibleValue } from '../../sampling/impossible-value.ts';
import type { Readings, SampledGroup } from '../../sampling/sampled-group.ts';
import { ScalarIncrements } from '../../sampling/scalar-increments.ts';
import type { Issue } from '../../sampling/source.ts';
import type { KernelBytes } from '../files/kernel-file.ts';
import { LineValues } from '../files/line-values.ts';
import { malformed } from '../files/malformed.ts';
import { OptionalFile } from '../files/optional-file.ts';
import { type CrossCheckFiles, type CrossCheckValue, type Seen } from './cross-check.ts';
import type { SampledDefinition } from './definition.ts';

/** meminfo's "kB" are KiB. */
const kib = 1024;

interface Level {
  readonly key: string;
  readonly position: number;
  readonly unit: number;
}

const level = (key: string, column: string, unit = kib): Level => ({
  key,
  unit,
  position: columnPosition('memory', column),
});

/** Lines of /proc/meminfo. What a kernel does not print is missing in the sample. */
const levels: readonly Level[] = [
  level('MemTotal:', 'total_bytes'),
  level('MemFree:', 'free_bytes'),
  level('MemAvailable:', 'available_bytes'),
  level('Buffers:', 'buffers_bytes'),
  level('Cached:', 'cached_bytes'),
  level('Active:', 'active_bytes'),
  level('Inactive:', 'inactive_bytes'),
  level('Dirty:', 'dirty_bytes'),
  level('Writeback:', 'writeback_bytes'),
  level('SReclaimable:', 'slab_reclaimable_bytes'),
  level('SUnreclaim:', 'slab_unreclaimable_bytes'),
  level('Shmem:', 'shmem_bytes'),
  level('AnonPages:', 'anon_bytes'),
  level('Mapped:', 'mapped_bytes'),
  level('Committed_AS:', 'committed_bytes'),
  level('SwapTotal:', 'swap_total_bytes'),
  level('SwapFree:', 'swap_free_bytes'),
  level('SwapCached:', 'swap_cached_bytes'),
  level('HugePages_Total:', 'huge_pages_total', 1),
  level('HugePages_Free:', 'huge_pages_free', 1),
];

/** Lines of /proc/vmstat, and the columns they are counters of. */
const eventKeys = ['pgfault ', 'pgmajfault ', 'pswpin ', 'pswpout ', 'oom_kill '] as const;
const eventColumns = [
  'page_faults',
  'major_page_faults',
  'swap_in_pages',
  'swap_out_pages',
  'oom_kills',
] as const;
const eventPositions = eventColumns.map((column) => columnPosition('memory', column));

const totalPosition = columnPosition('memory', 'total_bytes');
const availablePosition = columnPosition('memory', 'available_bytes');

/** No part is larger than its whole. A program that serves meminfo to a container may say otherwise. */
const parts = [
  ['free_bytes', 'total_bytes'],
  ['available_bytes', 'total_bytes'],
  ['swap_free_bytes', 'swap_total_bytes'],
  ['huge_pages_free', 'huge_pages_total'],
].map(([part, whole]) => ({
  part: part!,
  at: columnPosition('memory', part!),
  wholeAt: columnPosition('memory', whole!),
}));

/** Of OpenZFS: `name type value`, the first two in columns of a fixed width. */
const arcKey = (name: string) => `${name.padEnd(31)} 4`;
const arcKeys = ['size', 'c_min'].map(arcKey);

export interface MemoryFiles {
  readonly meminfo: KernelBytes;
  readonly vmstat: KernelBytes;
  /** Of OpenZFS, where it is. */
  readonly arcstats?: KernelBytes;
}

/** Group `memory`, from /proc/meminfo and /proc/vmstat. */
export class MemoryGroup implements SampledGroup {
  readonly name = 'memory';
  readonly leftOut = 0;
  /** With the values that could not be at the last read. */
  issue: Issue | undefined;
  readonly #meminfo: KernelBytes;
  readonly #vmstat: KernelBytes;
  readonly #arcstats: OptionalFile | undefined;
  readonly #levels = new LineValues(levels.map(({ key }) => key));
  readonly #counters = new LineValues(eventKeys);
  readonly #arc = new LineValues(arcKeys);
  readonly #events = new ScalarIncrements(eventPositions);

  constructor({ meminfo, vmstat, arcstats }: MemoryFiles) {
    this.#meminfo = meminfo;
    this.#vmstat = vmstat;
    this.#arcstats = arcstats && new OptionalFile(arcstats);
  }

  get resets(): number {
    return this.#events.resets;
  }

  read(): Readings {
    const values = blankRow('memory');
    const found = this.#levels.parse(this.#meminfo.read());
    for (let i = 0; i < levels.length; i++) values[levels[i]!.position] = found[i]! * levels[i]!.unit;
    if (Number.isNaN(values[totalPosition])) malformed(this.#meminfo.path, 'line "MemTotal"');
    this.#events.put(this.#counters.parse(this.#vmstat.read()), values);
    this.issue = this.#leaveOutImpossible(values);
    this.#addReclaimableArc(values);
    return { memory: scalarReading(values) };
  }

  forget(): void {
    this.#events.forget();
    this.#arcstats?.forget();
  }

  close(): void {
    this.#meminfo.close();
    this.#vmstat.close();
    this.#arcstats?.close();
  }

  #leaveOutImpossible(values: Float64Array): Issue | undefined {
    let issue: Issue | undefined;
    for (const { part, at, wholeAt } of parts) {
      if (!(values[at]! > values[wholeAt]!)) continue;
      const why = `${this.#meminfo.path} says ${values[at]} of ${values[wholeAt]}`;
      values[at] = NaN;
      issue ??= impossibleValue({ group: this.name, column: part, why });
    }
    return issue;
  }

  /** The kernel does not know that OpenZFS gives back its cache, down to a minimum, when memory is short. */
  #addReclaimableArc(values: Float64Array): void {
    const bytes = this.#arcstats?.read();
    if (bytes === undefined) return;
    const [size = NaN, minimum = NaN] = this.#arc.parse(bytes);
    const available = values[availablePosition]! + Math.max(0, size - minimum);
    if (available <= values[totalPosition]!) values[availablePosition] = available;
  }
}

export const memoryGroup: SampledDefinition = {
  create: ({ file, isServedByProgram }) =>
    new MemoryGroup({
      meminfo: file('meminfo'),
      vmstat: file('vmstat', 'short'),
      // The cache is the whole host's; meminfo that a program serves is a container's.
      ...(isServedByProgram('meminfo') ? {} : { arcstats: file('spl/kstat/zfs/arcstats', 'short') }),
    }),
  crossChecks: (files) => [
    {
      group: 'memory',
      how: '/sys/devices/system/node/*/meminfo',
      read: async (seen) => nodeMemory(files, seen),
    },
    { group: 'memory', how: '/proc/swaps', read: async () => swapAreas(files) },
    { group: 'memory', how: 'os.totalmem()', read: async () => [totalOfLibuv()] },
  ],
};

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

/** By how much the counts of memory that a hypervisor gave back may stay apart. */
const afterReturn = 1_024 * kib;

/**
 * Memory by NUMA node, added up. The kernel folds what its cores counted into both files at once; with several nodes it
 * cuts each at zero while the cores still hold a part of it. Total and free are compared as what is used: memory that a
 * hypervisor holds back counts in both of /proc/meminfo, though not to the page, and in no node (seen on Firecracker with
 * Linux 6.18: 52 and 96 KiB apart, the latter after all of it was given back).
 */
function nodeMemory(files: CrossCheckFiles, seen: Seen): CrossCheckValue[] {
  const folder = 'devices/system/node';
  const nodes = readdirSync(join(files.roots.sysRoot, folder)).filter((name) => /^node\d+$/.test(name));
  const texts = nodes.map((node) => files.sys(`${folder}/${node}/meminfo`));
  const total = seen.newest({ group: 'memory', column: 'total_bytes' }) ?? 0;
  const roughly = 0.002 * total;
  const grain = nodes.length > 1 ? roughly : 0;
  const ofNodes = (key: string) => {
    const ofNode = (text: string) => Number(new RegExp(` ${key}:\\s+(\\d+) kB`).exec(text)?.[1] ?? NaN);
    return kib * texts.reduce((sum, text) => sum + ofNode(text), 0);
  };
  const of = { group: 'memory', kind: 'level', grain } as const;
  const lines = nodeLines.map(([key, columns]): CrossCheckValue => {
    return { ...of, columns, value: ofNodes(key), how: `node*/meminfo ${key}` };
  });
  const used = ofNodes('MemUsed');
  const isWhole = ofNodes('MemTotal') === total;
  const ofUse = { columns: ['total_bytes'], minus: ['free_bytes'], how: 'node*/meminfo MemUsed' };
  return [
    { ...of, ...ofUse, value: used, grain: isWhole ? Math.max(grain, afterReturn) : roughly },
    ...lines,
  ];
}

function swapAreas(files: CrossCheckFiles): CrossCheckValue[] {
  const [, ...areas] = files.proc('swaps').trim().split('\n');
  const sizes = areas.map((line) => line.trim().split(/\s+/).slice(-3).map(Number));
  const of = { group: 'memory', kind: 'level', how: '/proc/swaps' } as const;
  const sum = (pick: (area: readonly number[]) => number) =>
    kib * sizes.reduce((total, area) => total + pick(area), 0);
  const page = 4 * kib;
  return [
    { ...of, columns: ['swap_total_bytes'], value: sum(([size = NaN]) => size), grain: 0 },
    {
      ...of,
      columns: ['swap_free_bytes'],
      value: sum(([size = NaN, used = NaN]) => size - used),
      grain: kib * page,
    },
  ];
}

function totalOfLibuv(): CrossCheckValue {
  const of = { group: 'memory', columns: ['total_bytes'], kind: 'level' } as const;
  return { ...of, value: totalmem(), grain: 0, how: 'os.totalmem()' };
}
