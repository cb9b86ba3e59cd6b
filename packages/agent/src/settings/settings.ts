import {
  defaultSchedule,
  filterSubjects,
  groupIntervalLimits,
  scheduleSettings,
  settingNumbers,
  type FilterSubject,
  type Settings,
} from '@hostwire/protocol';
import type { BudgetLimits } from '../budget/budget.ts';
import type { SourceFilters, SourceSettings } from '../sources/sampling/source-settings.ts';

/** While no collector has said anything. */
export const defaultSettings: Settings = { version: 0, ...defaultSchedule };

/** The settings with intervals within their limits; `minIntervalMs` is the source's own. Numbers are held where they are read. */
export function clampSettings(settings: Settings, minIntervalMs = 0): Settings {
  const { groups } = settings;
  const { min, max } = scheduleSettings.intervalMs;
  return {
    ...settings,
    intervalMs: within(settings.intervalMs, { min: Math.max(min, minIntervalMs), max }),
    flushMs: within(settings.flushMs, scheduleSettings.flushMs),
    ...(groups && {
      groups: groups.map((group) => {
        const ownMs = group.intervalMs;
        return { ...group, intervalMs: ownMs && within(ownMs, groupIntervalLimits) };
      }),
    }),
  };
}

export function sourceSettingsOf({ intervalMs, groups = [], filters, numbers }: Settings): SourceSettings {
  const ownInterval = groups.filter((group) => group.intervalMs > 0);
  return {
    intervalMs,
    off: new Set(groups.filter(({ off }) => off).map(({ group }) => group)),
    groupIntervalsMs: new Map(ownInterval.map((group) => [group.group, group.intervalMs])),
    filters: filtersOf(filters),
    numbers: settingNumbers(numbers),
  };
}

export function budgetOf({ numbers }: Settings): BudgetLimits {
  const { budgetCpuPct: cpuPct, budgetRssMb: rssMb } = settingNumbers(numbers);
  return { cpuPct, rssMb };
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
