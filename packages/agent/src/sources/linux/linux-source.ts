import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reading, Sample } from '@hostwire/protocol';
import { errorCode, toError, type Clock } from '@hostwire/runtime';
import type { SelfMeasurement, Source, Trouble } from '../source.ts';
import { BootTime } from './boot-time.ts';
import { CgroupGroup } from './cgroup.ts';
import { CpuGroup } from './cpu.ts';
import { DiskGroup } from './disk.ts';
import { maxDevices } from './device-columns.ts';
import { FilesystemGroup, troubledMounts } from './filesystem.ts';
import { KernelFile, SharedBuffer } from './kernel-file.ts';
import type { KernelGroup, KernelReadings } from './kernel-group.ts';
import { LinkGroup } from './link.ts';
import { LoadGroup } from './load.ts';
import { MemoryGroup } from './memory.ts';
import type { Statfs } from './mount-survey.ts';
import type { NameFilterOptions } from './name-filter.ts';
import { NetworkGroup } from './network.ts';
import { PressureGroup } from './pressure.ts';
import { ProcessGroup } from './process.ts';
import { SelfGroup } from './self.ts';
import { SensorGroup } from './sensor.ts';
import { SocketGroup } from './socket.ts';
import { Survey } from './survey.ts';

/**
 * The kernel's own files as samples.
 *
 * States: stopped (no descriptors, no baseline; `read` gives undefined) → `start` → baseline due → the first `read`
 * → sampling, until `stop`. Both may be repeated.
 *
 * Groups are isolated. One that throws is absent from that sample, is in `troubles` until it reads again, and starts
 * from a new baseline then: an increment always covers exactly the interval of its sample.
 *
 * Time: a sample carries the wall clock as it is, and boot time (boot-time.ts), both in whole ms; the interval is the
 * difference of two boot times as sent, so intervals add up to the time between any two samples.
 */
export interface LinuxSourceOptions {
  readonly clock: Clock;
  readonly procRoot?: string;
  readonly sysRoot?: string;
  /** What the agent knows about itself; without it samples have no group `agent`. */
  readonly self?: () => SelfMeasurement;
  readonly filters?: LinuxFilters;
  /** statfs(2); another in tests. */
  readonly statfs?: Statfs;
}

/** By glob. Defaults: defaultDiskExclude, defaultInterfaceExclude, defaultMountExclude, defaultTypeExclude. */
interface LinuxFilters {
  readonly disks?: NameFilterOptions;
  readonly interfaces?: NameFilterOptions;
  readonly mounts?: NameFilterOptions;
  readonly filesystemTypes?: NameFilterOptions;
}

const systemStatfs: Statfs = (path) => statfs(path, { bigint: true });

export class LinuxSource implements Source {
  readonly #clock: Clock;
  readonly #bootTime: BootTime;
  readonly #groups: readonly KernelGroup[];
  readonly #surveys: readonly Survey[];
  readonly #self: SelfGroup | undefined;
  readonly #troubles = new Map<string, Trouble>();
  readonly #readUs = new Map<string, number>();
  #started = false;
  #previousMs: number | undefined;

  constructor(options: LinuxSourceOptions) {
    const {
      clock,
      procRoot = '/proc',
      sysRoot = '/sys',
      self,
      filters = {},
      statfs = systemStatfs,
    } = options;
    const shared = new SharedBuffer();
    const file = (name: string, shortRecords = true) =>
      new KernelFile(join(procRoot, name), shared, { shortRecords });
    this.#clock = clock;
    this.#bootTime = new BootTime(clock, file('uptime'));
    this.#groups = [
      new CpuGroup(file('stat')),
      new LoadGroup(file('loadavg')),
      new MemoryGroup(file('meminfo'), file('vmstat')),
      new DiskGroup(file('diskstats'), filters.disks),
      new NetworkGroup(file('net/dev'), filters.interfaces),
      new PressureGroup({
        cpu: file('pressure/cpu'),
        memory: file('pressure/memory'),
        io: file('pressure/io'),
      }),
      new SocketGroup({
        sockstat: file('net/sockstat'),
        snmp: file('net/snmp'),
        netstat: file('net/netstat'),
        sockstat6: file('net/sockstat6'),
        snmp6: file('net/snmp6'),
        conntrackCount: file('sys/net/netfilter/nf_conntrack_count'),
        conntrackMax: file('sys/net/netfilter/nf_conntrack_max'),
      }),
    ];
    const { mounts = {}, filesystemTypes = {} } = filters;
    const filter = { mounts, types: filesystemTypes };
    this.#surveys = [
      new Survey(new FilesystemGroup({ mountinfo: file('self/mountinfo', false), statfs, filter })),
      new Survey(new LinkGroup({ sysRoot, filter: filters.interfaces ?? {} })),
      new Survey(new SensorGroup({ sysRoot }), { firstAfterMs: 1_000 }),
      new Survey(new ProcessGroup({ procRoot }), { firstAfterMs: 2_000 }),
      new Survey(new CgroupGroup({ sysRoot }), { firstAfterMs: 3_000 }),
    ];
    this.#self = self === undefined ? undefined : new SelfGroup(self);
  }

  async start(): Promise<void> {
    this.#started = true;
  }

  /** Does not wait for surveys: that of the mounts may never end. */
  async stop(): Promise<void> {
    this.#started = false;
    this.#previousMs = undefined;
    this.#troubles.clear();
    for (const group of [...this.#groups, ...this.#surveys]) {
      group.forget();
      group.close();
    }
    this.#self?.forget();
    this.#bootTime.close();
  }

  read(): Sample | undefined {
    if (!this.#started) return undefined;
    const startedMs = this.#clock.monoMs();
    this.#isolated('uptime', () => this.#bootTime.look());
    const tsMs = Math.round(this.#clock.nowMs());
    const monoMs = Math.round(this.#bootTime.monoMs());
    const intervalMs = monoMs - (this.#previousMs ?? -Infinity);
    if (intervalMs < 1) return undefined;
    const readings: KernelReadings = {};
    for (const group of this.#groups) this.#readGroup(group, { monoMs, readings });
    const isBaseline = this.#previousMs === undefined;
    this.#previousMs = monoMs;
    for (const survey of this.#surveys) Object.assign(readings, survey.take(monoMs));
    const readUs = Math.round((this.#clock.monoMs() - startedMs) * 1000);
    const agent = this.#readSelf(readUs);
    if (agent !== undefined) readings.agent = agent;
    return isBaseline ? undefined : { tsMs, monoMs, intervalMs, readings };
  }

  troubles(): readonly Trouble[] {
    return [...this.#troubles.values(), ...this.#surveyTroubles()];
  }

  /** What each group took at the last read, in µs. */
  readUs(): ReadonlyMap<string, number> {
    return this.#readUs;
  }

  #readGroup(group: KernelGroup, into: { monoMs: number; readings: KernelReadings }): void {
    const startedMs = this.#clock.monoMs();
    const done = this.#isolated(group.name, () => Object.assign(into.readings, group.read(into.monoMs)));
    if (!done) group.forget();
    if (done && group.leftOut > 0) {
      const message = `${group.leftOut} devices beyond ${maxDevices} are left out; choose some with a filter`;
      this.#troubles.set(group.name, { group: group.name, code: 'DEVICES_LEFT_OUT', message });
    }
    this.#readUs.set(group.name, Math.round((this.#clock.monoMs() - startedMs) * 1000));
  }

  #readSelf(readUs: number): Reading | undefined {
    const resetsTotal = [...this.#groups, ...this.#surveys].reduce((sum, { resets }) => sum + resets, 0);
    return this.#self?.read({ readUs, resetsTotal, troubledMounts: troubledMounts(this.#surveyTroubles()) });
  }

  #surveyTroubles(): Trouble[] {
    return this.#surveys.flatMap(({ troubles }) => troubles);
  }

  /** Runs one part of a read and remembers its trouble, or that it has none. */
  #isolated(group: string, part: () => void): boolean {
    try {
      part();
      this.#troubles.delete(group);
      return true;
    } catch (error) {
      this.#troubles.set(group, { group, code: errorCode(error), message: toError(error).message });
      return false;
    }
  }
}

/** The source for Linux. Reads nothing before `start`. */
export function createLinuxSource(options: LinuxSourceOptions): LinuxSource {
  return new LinuxSource(options);
}
