import {
  defaultSchedule,
  filterSubjects,
  groupIntervalLimits,
  numberSettings,
  type FilterSubject,
  type Settings,
} from '@hostwire/protocol';
import type { BudgetLimits } from '../budget/budget.ts';
import type { SourceFilters, SourceSettings } from '../sources/sampling/source-settings.ts';

/** What a collector may set: anything outside is held at the edge. Shares of a core travel as hundredths of a percent. */
const limits = numberSettings;
const budgetCpuCenti = { min: limits.budgetCpuPct.min * 100, max: limits.budgetCpuPct.max * 100 };

/** While no collector has said anything. */
export const defaultSettings: Settings = { version: 0, ...defaultSchedule };

/** The settings with every number within its limits; `minIntervalMs` is the source's own. */
export function clampSettings(settings: Settings, minIntervalMs = 0): Settings {
  const { budgetCpuCenti: cpuCenti, budgetRssMb: rssMb, processTop: top, groups } = settings;
  const { min, max } = limits.intervalMs;
  return {
    ...settings,
    intervalMs: within(settings.intervalMs, { min: Math.max(min, minIntervalMs), max }),
    flushMs: within(settings.flushMs, limits.flushMs),
    ...(cpuCenti && { budgetCpuCenti: within(cpuCenti, budgetCpuCenti) }),
    ...(rssMb && { budgetRssMb: within(rssMb, limits.budgetRssMb) }),
    ...(top && { processTop: within(top, limits.processTop) }),
    ...(groups && {
      groups: groups.map((group) => {
        const ownMs = group.intervalMs;
        return { ...group, intervalMs: ownMs && within(ownMs, groupIntervalLimits) };
      }),
    }),
  };
}

export function sourceSettingsOf({ intervalMs, groups = [], filters, processTop }: Settings): SourceSettings {
  const ownInterval = groups.filter((group) => group.intervalMs > 0);
  return {
    intervalMs,
    off: new Set(groups.filter(({ off }) => off).map(({ group }) => group)),
    groupIntervalsMs: new Map(ownInterval.map((group) => [group.group, group.intervalMs])),
    filters: filtersOf(filters),
    processTop,
  };
}

export function budgetOf({ budgetCpuCenti: cpuCenti, budgetRssMb: rssMb }: Settings): BudgetLimits {
  return {
    cpuPct: cpuCenti === undefined ? limits.budgetCpuPct.default : cpuCenti / 100,
    rssMb: rssMb ?? limits.budgetRssMb.default,
  };
}

const filterNames: Readonly<Record<FilterSubject, keyof SourceFilters>> = {
  disk: 'disks',
  interface: 'interfaces',
  mount: 'mounts',
  filesystem_type: 'filesystemTypes',
};

function filtersOf(filters: Settings['filters'] = []): SourceFilters {
  return Object.fromEntries(
    filterSubjects.flatMap((subject) => {
      const filter = filters.find((each) => each.subject === subject);
      if (filter === undefined) return [];
      const { include, exclude } = filter;
      return [[filterNames[subject], { include, ...(exclude.length === 0 ? {} : { exclude }) }]];
    }),
  );
}

function within(value: number, { min, max }: { min: number; max: number }): number {
  return Math.min(max, Math.max(min, value));
}
