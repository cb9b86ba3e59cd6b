/**
 * A control group of its own with a limit of CPU and memory, for a program that believes to be on a small machine. Version 2, or
 * the older hierarchies where a machine still has those. Needs root.
 */
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ControlGroupLimits {
  /** Cores. */
  readonly cpus: number;
  readonly memoryBytes: number;
}

/** What the kernel counted of the group. */
export interface ControlGroupFigures {
  readonly memoryPeakMb: number;
  /** Periods (of 100 ms) in which the group had to wait for its share of the CPU, of all. */
  readonly throttledShare: number;
  /** Programs of the group that were ended for want of memory. */
  readonly oomKills: number;
}

const mount = '/sys/fs/cgroup';
const periodUs = 100_000;

export class ControlGroup {
  readonly #folders: { readonly cpu: string; readonly memory: string };
  readonly #isV2: boolean;

  private constructor(folders: { cpu: string; memory: string }, isV2: boolean) {
    this.#folders = folders;
    this.#isV2 = isV2;
  }

  /** Throws when this machine lets nobody make one. */
  static make(name: string, { cpus, memoryBytes }: ControlGroupLimits): ControlGroup {
    const isV2 = existsSync(join(mount, 'cgroup.controllers'));
    const folders = { cpu: folderOf(isV2 ? '' : 'cpu', name), memory: folderOf(isV2 ? '' : 'memory', name) };
    const group = new ControlGroup(folders, isV2);
    if (isV2) {
      group.#write('cpu', 'cpu.max', `${cpus * periodUs} ${periodUs}`);
      group.#write('memory', 'memory.max', `${memoryBytes}`);
    } else {
      group.#write('cpu', 'cpu.cfs_period_us', `${periodUs}`);
      group.#write('cpu', 'cpu.cfs_quota_us', `${cpus * periodUs}`);
      group.#write('memory', 'memory.limit_in_bytes', `${memoryBytes}`);
    }
    return group;
  }

  /** A command that goes into the group and becomes the program it is given. */
  get within(): readonly string[] {
    const entries = [...new Set(Object.values(this.#folders))].map((folder) => join(folder, 'cgroup.procs'));
    const enter = entries.map((entry) => `echo $$ > '${entry}'`).join(' && ');
    return ['sh', '-c', `${enter} && exec "$@"`, 'sh'];
  }

  figures(): ControlGroupFigures {
    const cpu = this.#counts('cpu', 'cpu.stat');
    const peak = this.#read('memory', this.#isV2 ? 'memory.peak' : 'memory.max_usage_in_bytes');
    const oom = this.#counts('memory', this.#isV2 ? 'memory.events' : 'memory.oom_control');
    return {
      memoryPeakMb: Number(peak) / 2 ** 20,
      throttledShare: (cpu.get('nr_throttled') ?? 0) / Math.max(1, cpu.get('nr_periods') ?? 0),
      oomKills: oom.get('oom_kill') ?? 0,
    };
  }

  /** Once nothing runs in it. */
  remove(): void {
    for (const folder of new Set(Object.values(this.#folders))) rmdirSync(folder);
  }

  #read(controller: 'cpu' | 'memory', file: string): string {
    return readFileSync(join(this.#folders[controller], file), 'latin1');
  }

  #write(controller: 'cpu' | 'memory', file: string, text: string): void {
    writeFileSync(join(this.#folders[controller], file), text);
  }

  #counts(controller: 'cpu' | 'memory', file: string): ReadonlyMap<string, number> {
    const lines = this.#read(controller, file).trim().split('\n');
    return new Map(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
  }
}

/** Below the group that this process is in. */
function folderOf(controller: string, name: string): string {
  const lines = readFileSync('/proc/self/cgroup', 'latin1').trim().split('\n');
  const own = lines
    .map((line) => line.split(':'))
    .find(([, names = '']) => names.split(',').includes(controller));
  const folder = join(mount, controller, own?.[2] ?? '/', name);
  mkdirSync(folder);
  if (controller === '') {
    // A parent hands out only what it is told to; it is refused where the parent has processes of its own.
    writeFileSync(join(folder, '..', 'cgroup.subtree_control'), '+cpu +memory');
  }
  return folder;
}
