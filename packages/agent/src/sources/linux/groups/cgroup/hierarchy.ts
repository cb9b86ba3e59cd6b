import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  parseCpuMaxMilli,
  parseCpuStat,
  parseCpuUsageNs,
  parseIoStat,
  parseLevel,
  parseOomKills,
  parseReclaimable,
  parseThrottling,
  parseTotalReclaimable,
  type CgroupCpu,
} from './files.ts';

export interface CgroupLimits {
  readonly memoryMaxBytes: number;
  readonly cpuMaxMilli: number;
  readonly tasksMax: number;
}

/** Reads a file of one cgroup, by its name in the hierarchy; undefined: the cgroup does not have it. */
export type ReadFile = <Value>(file: string, parse: (bytes: Buffer) => Value) => Value | undefined;

interface CgroupUsage {
  readonly cpu: CgroupCpu;
  readonly memoryBytes: number;
  readonly tasks: number;
  readonly oomKills: number;
  readonly reclaimableBytes: number;
  readonly io: { readonly readBytes: number; readonly writeBytes: number };
}

/** How cgroups are laid out below /sys/fs/cgroup, and which file says what. */
export interface CgroupHierarchy {
  readonly version: 1 | 2;
  /** A file that every cgroup has where CPU time is counted; another one when the cgroup was made again. */
  readonly identityFile: string;
  /** Where the folders of the cgroups are. */
  readonly treeRoot: string;
  readonly pathOf: (cgroup: string, file: string) => string;
  limits(read: ReadFile): CgroupLimits;
  /** undefined: there is no such cgroup any more. memory.stat costs more than the others, so it is read where asked for. */
  usage(read: ReadFile, options: { readonly withReclaimable: boolean }): CgroupUsage | undefined;
}

/** undefined: the host has neither. */
export function findHierarchy(root: string): CgroupHierarchy | undefined {
  if (existsSync(join(root, 'cgroup.controllers'))) return version2(root);
  const controller = ['pids', 'memory', 'cpuacct'].find((name) =>
    existsSync(join(root, name, 'cgroup.procs')),
  );
  return controller === undefined ? undefined : version1(root, join(root, controller));
}

const unknownIo = { readBytes: NaN, writeBytes: NaN };
const unknownThrottling = { throttledUs: NaN, throttledPeriods: NaN };

function version2(root: string): CgroupHierarchy {
  return {
    version: 2,
    identityFile: 'cpu.stat',
    treeRoot: root,
    pathOf: (cgroup, file) => `${root}${cgroup}/${file}`,
    limits: (read) => ({
      memoryMaxBytes: read('memory.max', parseLevel) ?? NaN,
      cpuMaxMilli: read('cpu.max', parseCpuMaxMilli) ?? NaN,
      tasksMax: read('pids.max', parseLevel) ?? NaN,
    }),
    usage: (read, { withReclaimable }) => {
      const cpu = read('cpu.stat', parseCpuStat);
      if (cpu === undefined) return undefined; // every cgroup has it while it exists
      return {
        cpu,
        memoryBytes: read('memory.current', parseLevel) ?? NaN,
        tasks: read('pids.current', parseLevel) ?? NaN,
        oomKills: read('memory.events', parseOomKills) ?? NaN,
        reclaimableBytes: (withReclaimable ? read('memory.stat', parseReclaimable) : undefined) ?? NaN,
        io: read('io.stat', parseIoStat) ?? unknownIo,
      };
    },
  };
}

/** A hierarchy for each controller, with the same paths in all; a cgroup may be missing in some. I/O is not read. */
function version1(root: string, treeRoot: string): CgroupHierarchy {
  return {
    version: 1,
    identityFile: 'cpuacct/cpuacct.usage',
    treeRoot,
    pathOf: (cgroup, file) => {
      const end = file.indexOf('/');
      return `${root}/${file.slice(0, end)}${cgroup}${file.slice(end)}`;
    },
    limits: (read) => {
      const quotaUs = read('cpu/cpu.cfs_quota_us', parseLevel) ?? NaN; // -1: none
      const periodUs = read('cpu/cpu.cfs_period_us', parseLevel) ?? NaN;
      return {
        memoryMaxBytes: read('memory/memory.limit_in_bytes', parseLevel) ?? NaN,
        cpuMaxMilli: periodUs > 0 ? Math.round((1000 * quotaUs) / periodUs) : NaN,
        tasksMax: read('pids/pids.max', parseLevel) ?? NaN,
      };
    },
    usage: (read, { withReclaimable }) => {
      const cpu = read('cpuacct/cpuacct.usage', parseCpuUsageNs);
      const memoryBytes = read('memory/memory.usage_in_bytes', parseLevel);
      const tasks = read('pids/pids.current', parseLevel);
      if (cpu === undefined && memoryBytes === undefined && tasks === undefined) return undefined;
      const throttling = read('cpu/cpu.stat', parseThrottling) ?? unknownThrottling;
      return {
        cpu: { usageUs: cpu?.usageUs ?? NaN, ...throttling },
        memoryBytes: memoryBytes ?? NaN,
        tasks: tasks ?? NaN,
        oomKills: read('memory/memory.oom_control', parseOomKills) ?? NaN,
        reclaimableBytes:
          (withReclaimable ? read('memory/memory.stat', parseTotalReclaimable) : undefined) ?? NaN,
        io: unknownIo,
      };
    },
  };
}
