import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Sample } from '@hostwire/protocol';
import { errorCode, toError, type Clock } from '@hostwire/runtime';
import type { SelfMeasurement, Source, Trouble } from '../source.ts';
import type { GroupCost, SourceFilters, SourceSettings } from '../source-settings.ts';
import { BootTime } from './boot-time.ts';
import { slowIntervalMs } from './cadence.ts';
import { CgroupGroup } from './cgroup.ts';
import { CpuGroup } from './cpu.ts';
import { DiskGroup } from './disk.ts';
import { maxDevices } from './device-columns.ts';
import { FilesystemGroup, troubledMounts } from './filesystem.ts';
import { GroupCosts } from './group-cost.ts';
import { KernelFile, SharedBuffer, type KernelRecords } from './kernel-file.ts';
import type { KernelGroup, KernelReadings } from './kernel-group.ts';
import { Laps } from './laps.ts';
import { LinkGroup } from './link.ts';
import { LoadGroup } from './load.ts';
import { MemoryGroup } from './memory.ts';
import type { Statfs } from './mount-survey.ts';
import { NetworkGroup } from './network.ts';
import { paceMs } from './pace.ts';
import { PacedGroup } from './paced-group.ts';
import { PressureGroup } from './pressure.ts';
import { ProcessGroup } from './process.ts';
import { SelfGroup } from './self.ts';
import { SensorGroup } from './sensor.ts';
import { SocketGroup, socketFiles } from './socket.ts';
import { spanReading } from './span.ts';
import { Survey, type Surveyor } from './survey.ts';
import { UserSpaceFiles } from './user-space-files.ts';

/**
 * The kernel's own files as samples: groups that are read with them (paced-group.ts), and surveys beside (survey.ts).
 *
 * States: stopped (no descriptors, no baseline; `read` gives undefined) → `start` → baseline due → the first `read`
 * → sampling, until `stop`. Both may be repeated.
 *
 * Groups are isolated. One that throws is absent from that sample, is in `troubles` until it reads again, and starts
 * from a new baseline then: an increment covers exactly the interval of its sample, or what the group `span` says
 * when the group has an interval of its own.
 *
 * Settings and the factors of the budget may change at any time; they only change the pace of groups, and filters.
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
  /** Until settings bring others. Defaults: defaultDiskExclude and its like. */
  readonly filters?: SourceFilters;
  /** Between samples that have the slow columns too: levels of sockets, averages of pressure. 0: every sample has. */
  readonly slowColumnsEveryMs?: number;
  /** statfs(2); another in tests. */
  readonly statfs?: Statfs;
}

const noTroubles: readonly Trouble[] = [];

const systemStatfs: Statfs = (path) => statfs(path, { bigint: true });

const defaultSettings: SourceSettings = {
  intervalMs: 1_000,
  off: new Set(),
  groupIntervalsMs: new Map(),
  filters: {},
  processTop: undefined,
};

export class LinuxSource implements Source {
  readonly #clock: Clock;
  readonly #userSpaceFiles: UserSpaceFiles;
  readonly #bootTime: BootTime;
  readonly #filesystem: FilesystemGroup;
  readonly #groups: readonly PacedGroup[];
  readonly #surveys: readonly Survey[];
  readonly #laps: Laps;
  readonly #self: SelfGroup | undefined;
  readonly #costs = new GroupCosts();
  readonly #troubles = new Map<string, Trouble>();
  readonly #setFilters: (filters: SourceFilters) => void;
  readonly #setLeaders: (count: number | undefined) => void;
  #settings: SourceSettings;
  #factors: ReadonlyMap<string, number> = new Map();
  #started = false;
  #previousMs: number | undefined;

  constructor(options: LinuxSourceOptions) {
    const {
      clock,
      procRoot = '/proc',
      sysRoot = '/sys',
      self,
      filters = {},
      slowColumnsEveryMs = slowIntervalMs,
      statfs = systemStatfs,
    } = options;
    const shared = new SharedBuffer();
    this.#userSpaceFiles = new UserSpaceFiles(join(procRoot, 'self/mountinfo'));
    const kernelFile = (name: string, records: KernelRecords) =>
      new KernelFile(join(procRoot, name), shared, records);
    const file = (name: string, records: KernelRecords = 'one') =>
      this.#userSpaceFiles.guarded(kernelFile(name, records));
    this.#clock = clock;
    this.#bootTime = new BootTime(clock, file('uptime'));
    const disk = new DiskGroup(file('diskstats', 'short'));
    const network = new NetworkGroup(file('net/dev', 'short'));
    const groups: KernelGroup[] = [
      new CpuGroup(file('stat')),
      new LoadGroup(file('loadavg')),
      new MemoryGroup(file('meminfo'), file('vmstat', 'short')),
      disk,
      network,
      new PressureGroup(
        { cpu: file('pressure/cpu'), memory: file('pressure/memory'), io: file('pressure/io') },
        { averagesEveryMs: slowColumnsEveryMs },
      ),
      new SocketGroup(socketFiles(file), { levelsEveryMs: slowColumnsEveryMs }),
    ];
    this.#laps = new Laps(() => clock.monoMs());
    this.#groups = groups.map((group) => new PacedGroup(group, this.#laps));
    this.#filesystem = new FilesystemGroup({ mountinfo: kernelFile('self/mountinfo', 'any'), statfs });
    const link = new LinkGroup({ sysRoot });
    const processes = new ProcessGroup({ procRoot });
    const survey = (surveyor: Surveyor, firstAfterMs: number) => new Survey(surveyor, { firstAfterMs });
    this.#surveys = [
      survey(this.#filesystem, 0),
      survey(link, 0),
      survey(new SensorGroup({ sysRoot }), 1_000),
      survey(processes, 2_000),
      survey(new CgroupGroup({ sysRoot }), 3_000),
    ];
    this.#setFilters = ({ disks, interfaces, mounts = {}, filesystemTypes = {} }) => {
      disk.filter = disks;
      network.filter = link.filter = interfaces;
      this.#filesystem.filter = { mounts, types: filesystemTypes };
    };
    this.#setLeaders = (count) => (processes.leaders = count);
    this.#setFilters(filters);
    this.#settings = { ...defaultSettings, filters };
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
    this.#costs.forget();
    this.#bootTime.close();
    this.#userSpaceFiles.close();
  }

  heldUp(): readonly string[] {
    return [this.#userSpaceFiles.held ?? [], this.#filesystem.waitsFor].flat();
  }

  configure(settings: SourceSettings): void {
    const { filters, processTop } = this.#settings;
    this.#settings = settings;
    if (!isDeepStrictEqual(filters, settings.filters)) this.#setFilters(settings.filters);
    if (processTop !== settings.processTop) this.#setLeaders(settings.processTop);
    this.#setPaces();
  }

  slow(factors: ReadonlyMap<string, number>): void {
    this.#factors = factors;
    this.#setPaces();
  }

  costs(): readonly GroupCost[] {
    return [...this.#groups, ...this.#surveys].map(({ name, costUs, reads, pace }) => {
      return { name, costUs, reads, intervalMs: paceMs(pace, this.#settings.intervalMs) };
    });
  }

  /** Surveys that run at this moment, by name. */
  get surveying(): readonly string[] {
    return this.#surveys.filter(({ isRunning }) => isRunning).map(({ name }) => name);
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
    this.#laps.begin();
    for (const group of this.#groups) this.#readGroup(group, { monoMs, readings });
    const isBaseline = this.#previousMs === undefined;
    this.#previousMs = monoMs;
    for (const survey of this.#surveys) Object.assign(readings, survey.take(monoMs));
    const span = spanReading(this.#groups, intervalMs);
    if (span !== undefined) readings.span = span;
    const readUs = Math.round((this.#clock.monoMs() - startedMs) * 1000);
    if (this.#self !== undefined) Object.assign(readings, this.#readSelf(this.#self, { readUs, monoMs }));
    return isBaseline ? undefined : { tsMs, monoMs, intervalMs, readings };
  }

  troubles(): readonly Trouble[] {
    const ofSurveys = this.#surveyTroubles();
    return this.#troubles.size === 0 ? ofSurveys : [...this.#troubles.values(), ...ofSurveys];
  }

  #readGroup(group: PacedGroup, into: { monoMs: number; readings: KernelReadings }): void {
    if (!group.isDue(into.monoMs)) return;
    const done = this.#isolated(group.name, () => Object.assign(into.readings, group.read(into.monoMs)));
    if (!done || group.leftOut === 0) return;
    const message = `${group.leftOut} devices beyond ${maxDevices} are left out; choose some with a filter`;
    this.#troubles.set(group.name, { group: group.name, code: 'DEVICES_LEFT_OUT', message });
  }

  #readSelf(self: SelfGroup, { readUs, monoMs }: { readUs: number; monoMs: number }): KernelReadings {
    const surveyTroubles = this.#surveyTroubles();
    const agent = self.read({
      monoMs,
      readUs,
      resetsTotal: this.#resets(),
      troubledMounts: troubledMounts(surveyTroubles),
      troubles: this.#troubles.size + surveyTroubles.length,
      slowedGroups: this.#factors.size,
    });
    const costs = this.#costs.read(monoMs, { costs: () => this.costs(), factors: this.#factors });
    return { agent, ...(costs === undefined ? {} : { agent_group: costs }) };
  }

  #resets(): number {
    let resets = 0;
    for (const group of this.#groups) resets += group.resets;
    for (const survey of this.#surveys) resets += survey.resets;
    return resets;
  }

  #setPaces(): void {
    const { intervalMs, off, groupIntervalsMs } = this.#settings;
    for (const group of this.#groups) {
      const factor = this.#factors.get(group.name) ?? 1;
      const ownMs = (groupIntervalsMs.get(group.name) ?? intervalMs) * factor;
      group.pace = off.has(group.name) ? 'off' : ownMs > intervalMs ? ownMs : 'every sample';
      if (group.pace === 'off') this.#troubles.delete(group.name);
    }
    for (const survey of this.#surveys) {
      const factor = this.#factors.get(survey.name) ?? 1;
      const ownMs = (groupIntervalsMs.get(survey.name) ?? slowIntervalMs) * factor;
      survey.pace = off.has(survey.name) ? 'off' : ownMs;
    }
  }

  #surveyTroubles(): readonly Trouble[] {
    const isWell = this.#surveys.every(({ troubles }) => troubles.length === 0);
    return isWell ? noTroubles : this.#surveys.flatMap(({ troubles }) => troubles);
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
