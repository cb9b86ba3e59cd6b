/**
 * Every setting of an agent, one row each: the collector's schema, the agent's own limits, the flags of `hostwire agents
 * settings` and the table in docs/operations.md derive from it.
 */
import { defaultSchedule } from './liveness.ts';
import {
  filterSubjects,
  isSlowGroup,
  settableGroups,
  slowIntervalMs,
  type FilterSubject,
} from './settable-groups.ts';

/** milliseconds, megabytes and count are whole; percent may have a fraction; switch: on or off. */
export type NumberKind = 'milliseconds' | 'megabytes' | 'count' | 'percent';

export interface NumberSetting {
  readonly key: string;
  readonly kind: NumberKind;
  readonly min: number;
  readonly max: number;
  /** null: up to the agent. */
  readonly default: number | null;
  readonly description: string;
}

interface SwitchSetting {
  readonly key: string;
  readonly kind: 'switch';
  readonly default: boolean;
  readonly description: string;
}

/** Globs within `maxGlobs` and `maxGlobBytes`. */
interface GlobsSetting {
  readonly key: string;
  readonly kind: 'globs';
  /** null: the agent's own list. */
  readonly default: null;
  readonly description: string;
}

export type Setting = NumberSetting | SwitchSetting | GlobsSetting;

/** When the agent samples and sends. */
export const scheduleSettings = {
  intervalMs: {
    key: 'interval_ms',
    kind: 'milliseconds',
    min: 100,
    max: 600_000,
    default: defaultSchedule.intervalMs,
    description: 'time between samples',
  },
  flushMs: {
    key: 'flush_ms',
    kind: 'milliseconds',
    min: 100,
    max: 600_000,
    default: defaultSchedule.flushMs,
    description: 'time between batches while no page shows the host',
  },
} as const satisfies Record<string, NumberSetting>;

/** Every other number of the whole agent, by the name that it has in this code: a row is all that a new one takes to arrive there. */
export const numberSettings = {
  processTop: {
    key: 'process.top',
    kind: 'count',
    min: 1,
    max: 100,
    default: 20,
    description: 'how many leading processes are reported, by each of CPU, memory and I/O',
  },
  /** What the promise allows on the largest host it is given for, so that it acts only when something is out of hand. */
  budgetCpuPct: {
    key: 'budget.cpu_pct',
    kind: 'percent',
    min: 0.01,
    max: 100,
    default: 3,
    description: 'share of one core that the agent may use',
  },
  /** About twice what an agent has after an hour. */
  budgetRssMb: {
    key: 'budget.rss_mb',
    kind: 'megabytes',
    min: 50,
    max: 65_536,
    default: 120,
    description: 'memory that the agent may use',
  },
} as const satisfies Record<string, NumberSetting & { readonly default: number }>;

/** A value for each of them, within its limits. */
export type SettingNumbers = Readonly<Record<keyof typeof numberSettings, number>>;

/** What is set by key, and the default of every other: each held within its limits. */
export function settingNumbers(set: Readonly<Record<string, number>> = {}): SettingNumbers {
  const values = Object.entries(numberSettings).map(([name, { key, kind, min, max, default: fallback }]) => {
    const value = Math.min(max, Math.max(min, set[key] ?? fallback));
    return [name, kind === 'percent' ? value : Math.round(value)];
  });
  return Object.fromEntries(values) as SettingNumbers;
}

/** What the interval of a single group may be. */
export const groupIntervalLimits = { min: 1_000, max: 3_600_000 } as const;

/** Whether the agent replaces itself by the version that the collector hands out. */
export const upgradeSetting = {
  key: 'upgrade',
  kind: 'switch',
  default: false,
  description: 'upgrade the agent to the version that the collector hands out',
} as const satisfies SwitchSetting;

/** All of them, in the order in which they are shown. */
export const settings: readonly Setting[] = [
  scheduleSettings.intervalMs,
  scheduleSettings.flushMs,
  ...settableGroups.flatMap((group): readonly Setting[] => [
    { key: groupKey(group), kind: 'switch', default: true, description: `read the group ${group}` },
    {
      key: groupIntervalKey(group),
      kind: 'milliseconds',
      ...groupIntervalLimits,
      default: isSlowGroup(group) ? slowIntervalMs : null,
      description: `time between two reads of the group ${group}`,
    },
  ]),
  ...filterSubjects.flatMap((subject): readonly Setting[] => [
    {
      key: filterKey('include', subject),
      kind: 'globs',
      default: null,
      description: `report every ${nameOf(subject)} that matches, whatever is left out`,
    },
    {
      key: filterKey('exclude', subject),
      kind: 'globs',
      default: null,
      description: `report no ${nameOf(subject)} that matches; replaces the agent's own list`,
    },
  ]),
  ...Object.values(numberSettings),
  upgradeSetting,
];

/** Whether a group is read. */
export function groupKey(group: string): string {
  return `group.${group}`;
}

export function groupIntervalKey(group: string): string {
  return `group.${group}.interval_ms`;
}

export function filterKey(list: 'include' | 'exclude', subject: FilterSubject): string {
  return `${list}.${subject}`;
}

/** As people write it. */
function nameOf(subject: FilterSubject): string {
  return subject.replace('_', ' ');
}
