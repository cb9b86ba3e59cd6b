import { defaultSchedule, filterSubjects, type FilterSubject, type Settings } from '@hostwire/protocol';
import type { BudgetLimits } from '../budget/budget.ts';
import type { SourceFilters, SourceSettings } from '../sources/sampling/source-settings.ts';

/** What a collector may set: anything outside is held at the edge. */
const settingLimits = {
  intervalMs: { min: 100, max: 600_000 },
  flushMs: { min: 100, max: 600_000 },
  groupIntervalMs: { min: 1_000, max: 3_600_000 },
  budgetCpuCenti: { min: 1, max: 10_000 },
  budgetRssMb: { min: 50, max: 65_536 },
  processTop: { min: 1, max: 100 },
} as const;

/** While no collector has said anything. */
export const defaultSettings: Settings = { version: 0, ...defaultSchedule };

/**
 * CPU: what the promise allows on the largest host it is given for (256 cores, 10,000 processes), so that on any host the
 * budget acts only when something is out of hand. Memory: about twice what an agent has after an hour.
 */
const defaultBudget = { cpuCenti: 300, rssMb: 120 } as const;

/** The settings with every number within its limits; `minIntervalMs` is the source's own. */
export function heldSettings(settings: Settings, minIntervalMs = 0): Settings {
  const { budgetCpuCenti, budgetRssMb, processTop, groups } = settings;
  const { min, max } = settingLimits.intervalMs;
  return {
    ...settings,
    intervalMs: within(settings.intervalMs, { min: Math.max(min, minIntervalMs), max }),
    flushMs: within(settings.flushMs, settingLimits.flushMs),
    ...(budgetCpuCenti && { budgetCpuCenti: within(budgetCpuCenti, settingLimits.budgetCpuCenti) }),
    ...(budgetRssMb && { budgetRssMb: within(budgetRssMb, settingLimits.budgetRssMb) }),
    ...(processTop && { processTop: within(processTop, settingLimits.processTop) }),
    ...(groups && {
      groups: groups.map((group) => {
        const { intervalMs } = group;
        return { ...group, intervalMs: intervalMs && within(intervalMs, settingLimits.groupIntervalMs) };
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

export function budgetOf({ budgetCpuCenti, budgetRssMb }: Settings): BudgetLimits {
  return {
    cpuPct: (budgetCpuCenti ?? defaultBudget.cpuCenti) / 100,
    rssMb: budgetRssMb ?? defaultBudget.rssMb,
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
