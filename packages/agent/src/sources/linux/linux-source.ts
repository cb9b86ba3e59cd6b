import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { settingNumbers, type Sample } from '@hostwire/protocol';
import { errorCode, toError, type Clock } from '@hostwire/runtime';
import { BackgroundCollector } from '../sampling/background-collector.ts';
import { maxDevices } from '../sampling/device-columns.ts';
import { GroupCosts } from '../sampling/group-cost.ts';
import { intervalMsOf, slowIntervalMs } from '../sampling/interval.ts';
import type { Readings } from '../sampling/sampled-group.ts';
import { ScheduledGroup } from '../sampling/scheduled-group.ts';
import { SelfGroup } from '../sampling/self.ts';
import type { GroupCost, SourceFilters, SourceSettings } from '../sampling/source-settings.ts';
import type { Issue, SelfMeasurement, Source } from '../sampling/source.ts';
import { spanReading } from '../sampling/span.ts';
import { Stopwatch } from '../sampling/stopwatch.ts';
import { BootTime } from './boot-time.ts';
import { KernelFile, SharedBuffer, type KernelRecords } from './files/kernel-file.ts';
import { Uevents } from './files/uevents.ts';
import { UserSpaceFiles } from './files/user-space-files.ts';
import type { GroupHost } from './groups/definition.ts';
import { blockedMounts } from './groups/filesystem.ts';
import type { Statfs } from './groups/filesystem/capacity.ts';
import { backgroundGroups, sampledGroups } from './groups/registry.ts';
import { namespacesOf } from './namespaces.ts';

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

const noIssues: readonly Issue[] = [];

const defaultSettings: SourceSettings = {
  intervalMs: 1_000,
  off: new Set(),
  groupIntervalsMs: new Map(),
  filters: {},
  numbers: settingNumbers(),
};

/**
 * The kernel's own files as samples: groups that are read with them, and groups that are read beside them, all of the
 * registry (groups/registry.ts).
 *
 * States: stopped (no descriptors, no baseline; `read` gives undefined) → `start` → baseline due → the first `read`
 * → sampling, until `stop`. Both may be repeated.
 *
 * Groups are isolated. One that throws is absent from that sample, is in `issues` until it reads again, and starts
 * from a new baseline then: an increment covers exactly the interval of its sample, or what the group `span` says
 * when the group has an interval of its own.
 *
 * Settings and the factors of the budget may change at any time; they only change intervals of groups, and filters.
 *
 * Time: a sample carries the wall clock as it is, and boot time (boot-time.ts), both in whole ms; the interval is the
 * difference of two boot times as sent, so intervals add up to the time between any two samples.
 */
export class LinuxSource implements Source {
  readonly #clock: Clock;
  readonly #userSpaceFiles: UserSpaceFiles;
  readonly #bootTime: BootTime;
  readonly #uevents: Uevents;
  readonly #groups: readonly ScheduledGroup[];
  readonly #background: readonly BackgroundCollector[];
  readonly #stopwatch: Stopwatch;
  readonly #self: SelfGroup | undefined;
  readonly #costs = new GroupCosts();
  readonly #issues = new Map<string, Issue>();
  #settings: SourceSettings;
  #factors: ReadonlyMap<string, number> = new Map();
  #started = false;
  #previousMs: number | undefined;

  constructor(options: LinuxSourceOptions) {
    const { clock, procRoot = '/proc', self, filters = {} } = options;
    this.#clock = clock;
    this.#userSpaceFiles = new UserSpaceFiles(join(procRoot, 'self/mountinfo'));
    const host = hostOf(options, this.#userSpaceFiles);
    this.#uevents = host.uevents;
    this.#bootTime = new BootTime(clock, host.file('uptime'));
    this.#stopwatch = new Stopwatch(() => clock.monoMs());
    this.#groups = sampledGroups.map(({ create }) => new ScheduledGroup(create(host), this.#stopwatch));
    this.#background = backgroundGroups.map(
      ({ create, firstAfterMs }) => new BackgroundCollector(create(host), { firstAfterMs }),
    );
    this.#settings = { ...defaultSettings, filters };
    this.#configureGroups();
    this.#self = self === undefined ? undefined : new SelfGroup(self);
  }

  async start(): Promise<void> {
    this.#started = true;
  }

  /** Does not wait for collections that run: that of the mounts may never end. */
  async stop(): Promise<void> {
    this.#started = false;
    this.#previousMs = undefined;
    this.#issues.clear();
    for (const group of [...this.#groups, ...this.#background]) {
      group.forget();
      group.close();
    }
    this.#self?.forget();
    this.#costs.forget();
    this.#bootTime.close();
    this.#uevents.close();
    this.#userSpaceFiles.close();
  }

  pending(): readonly string[] {
    const ofGroups = this.#background.flatMap(({ pending }) => pending);
    return [this.#userSpaceFiles.pending ?? [], ofGroups].flat();
  }

  configure(settings: SourceSettings): void {
    const { filters, numbers } = this.#settings;
    this.#settings = settings;
    const isSame = isDeepStrictEqual([filters, numbers], [settings.filters, settings.numbers]);
    if (!isSame) this.#configureGroups();
    this.#setIntervals();
  }

  slow(factors: ReadonlyMap<string, number>): void {
    this.#factors = factors;
    this.#setIntervals();
  }

  costs(): readonly GroupCost[] {
    return [...this.#groups, ...this.#background].map(({ name, costUs, reads, interval }) => {
      return { name, costUs, reads, intervalMs: intervalMsOf(interval, this.#settings.intervalMs) };
    });
  }

  /** Groups that are collected at this moment, by name. */
  get collecting(): readonly string[] {
    return this.#background.filter(({ isRunning }) => isRunning).map(({ name }) => name);
  }

  read(): Sample | undefined {
    if (!this.#started) return undefined;
    const startedMs = this.#clock.monoMs();
    this.#isolated('uptime', () => this.#bootTime.observe());
    const tsMs = Math.round(this.#clock.nowMs());
    const monoMs = Math.round(this.#bootTime.monoMs());
    const intervalMs = monoMs - (this.#previousMs ?? -Infinity);
    if (intervalMs < 1) return undefined;
    const readings: Readings = {};
    this.#stopwatch.start();
    for (const group of this.#groups) this.#readGroup(group, { monoMs, readings });
    const isBaseline = this.#previousMs === undefined;
    this.#previousMs = monoMs;
    for (const group of this.#background) Object.assign(readings, group.take(monoMs));
    const span = spanReading(this.#groups, intervalMs);
    if (span !== undefined) readings.span = span;
    const readUs = Math.round((this.#clock.monoMs() - startedMs) * 1000);
    if (this.#self !== undefined) Object.assign(readings, this.#readSelf(this.#self, { readUs, monoMs }));
    return isBaseline ? undefined : { tsMs, monoMs, intervalMs, readings };
  }

  issues(): readonly Issue[] {
    const background = this.#backgroundIssues();
    return this.#issues.size === 0 ? background : [...this.#issues.values(), ...background];
  }

  #readGroup(group: ScheduledGroup, into: { monoMs: number; readings: Readings }): void {
    if (!group.isDue(into.monoMs)) return;
    const done = this.#isolated(group.name, () => Object.assign(into.readings, group.read(into.monoMs)));
    if (!done) return;
    if (group.issue !== undefined) this.#issues.set(group.name, group.issue);
    if (group.leftOut === 0) return;
    const message = `${group.leftOut} devices beyond ${maxDevices} are left out; choose some with a filter`;
    this.#issues.set(group.name, { group: group.name, code: 'DEVICES_LEFT_OUT', message });
  }

  #readSelf(self: SelfGroup, { readUs, monoMs }: { readUs: number; monoMs: number }): Readings {
    const background = this.#backgroundIssues();
    const agent = self.read({
      monoMs,
      readUs,
      resetsTotal: this.#resets(),
      blockedMounts: blockedMounts(background),
      issues: this.#issues.size + background.length,
      slowedGroups: this.#factors.size,
    });
    const costs = this.#costs.read(monoMs, { costs: () => this.costs(), factors: this.#factors });
    return { agent, ...(costs === undefined ? {} : { agent_group: costs }) };
  }

  #resets(): number {
    let resets = 0;
    for (const group of this.#groups) resets += group.resets;
    for (const group of this.#background) resets += group.resets;
    return resets;
  }

  #configureGroups(): void {
    for (const group of [...this.#groups, ...this.#background]) group.configure(this.#settings);
  }

  #setIntervals(): void {
    const { intervalMs, off, groupIntervalsMs } = this.#settings;
    for (const group of this.#groups) {
      const factor = this.#factors.get(group.name) ?? 1;
      const ownMs = (groupIntervalsMs.get(group.name) ?? intervalMs) * factor;
      group.interval = off.has(group.name) ? 'off' : ownMs > intervalMs ? ownMs : 'every sample';
      if (group.interval === 'off') this.#issues.delete(group.name);
    }
    for (const group of this.#background) {
      const factor = this.#factors.get(group.name) ?? 1;
      const ownMs = (groupIntervalsMs.get(group.name) ?? slowIntervalMs) * factor;
      group.interval = off.has(group.name) ? 'off' : ownMs;
    }
  }

  #backgroundIssues(): readonly Issue[] {
    const isWell = this.#background.every(({ issues }) => issues.length === 0);
    return isWell ? noIssues : this.#background.flatMap(({ issues }) => issues);
  }

  /** Runs one part of a read and remembers its issue, or that it has none. */
  #isolated(group: string, part: () => void): boolean {
    try {
      part();
      this.#issues.delete(group);
      return true;
    } catch (error) {
      this.#issues.set(group, { group, code: errorCode(error), message: toError(error).message });
      return false;
    }
  }
}

/** What the groups read with: all files that stay open share one buffer. */
function hostOf(options: LinuxSourceOptions, userSpaceFiles: UserSpaceFiles): GroupHost {
  const { procRoot = '/proc', sysRoot = '/sys', slowColumnsEveryMs = slowIntervalMs } = options;
  const shared = new SharedBuffer();
  const kernelFile = (name: string, records: KernelRecords) =>
    new KernelFile(join(procRoot, name), shared, records);
  const file = (name: string, records: KernelRecords = 'one') =>
    userSpaceFiles.guarded(kernelFile(name, records));
  return {
    procRoot,
    sysRoot,
    namespaces: namespacesOf(procRoot),
    isServedByProgram: (name) => userSpaceFiles.serves(join(procRoot, name)),
    uevents: new Uevents(new KernelFile(join(sysRoot, 'kernel/uevent_seqnum'), shared, 'one')),
    statfs: options.statfs,
    slowColumnsEveryMs,
    kernelFile,
    file,
  };
}

/** The source for Linux. Reads nothing before `start`. */
export function createLinuxSource(options: LinuxSourceOptions): LinuxSource {
  return new LinuxSource(options);
}
