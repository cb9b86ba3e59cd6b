import {
  filterKey,
  filterSubjects,
  groupIntervalKey,
  groupKey,
  numberSettings,
  scheduleSettings,
  settableGroups,
  upgradeSetting,
  type Settings,
} from '@hostwire/protocol';
import type { SettingsRow } from '@hostwire/storage';
import { settingDefinitions, type SettingValue } from './setting-definitions.ts';

/** One setting of one host as it is in force, and where it comes from. */
export interface EffectiveSetting {
  readonly key: string;
  /** null: up to the agent. */
  readonly value: SettingValue | null;
  readonly source: 'default' | 'label' | 'host';
  /** The label as key=value, or the host; '' for a default. */
  readonly target: string;
}

type Row = Pick<SettingsRow, 'kind' | 'target'> & {
  readonly settings: Readonly<Record<string, SettingValue>>;
};

/**
 * What the host's own row sets goes before what labels set, and that before the defaults. Of two labels that set the same
 * key the one that comes first in the order of their text has its way: `rows` are in the order of precedence.
 */
export function effectiveSettings(rows: readonly Row[]): EffectiveSetting[] {
  return settingDefinitions.map(({ key, default: fallback }) => {
    const row = rows.find(({ settings }) => settings[key] !== undefined);
    if (row === undefined) return { key, value: fallback, source: 'default', target: '' };
    return { key, value: row.settings[key]!, source: row.kind, target: row.target };
  });
}

/**
 * As the agent is told: only what differs from its own defaults, so that an older agent misses nothing else. `release`: the
 * version that is handed out.
 */
export function frameSettings(
  effective: readonly EffectiveSetting[],
  release?: string,
): Omit<Settings, 'version'> {
  const set = new Map(effective.map((setting) => [setting.key, setting]));
  const own = (key: string) => (set.get(key)?.source === 'default' ? undefined : set.get(key)?.value);
  const number = (key: string) => Number(set.get(key)?.value);
  const ownNumber = (key: string) => (own(key) === undefined ? undefined : number(key));
  const list = (key: string) => (own(key) ?? []) as readonly string[];
  const groups = settableGroups
    .map((group) => {
      const intervalMs = ownNumber(groupIntervalKey(group)) ?? 0;
      return { group, off: own(groupKey(group)) === false, intervalMs };
    })
    .filter(({ off, intervalMs }) => off || intervalMs > 0);
  const filters = filterSubjects
    .map((subject) => {
      return {
        subject,
        include: list(filterKey('include', subject)),
        exclude: list(filterKey('exclude', subject)),
      };
    })
    .filter(({ include, exclude }) => include.length + exclude.length > 0);
  const numbers = Object.values(numberSettings).flatMap(({ key }) => {
    const value = ownNumber(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    intervalMs: number(scheduleSettings.intervalMs.key),
    flushMs: number(scheduleSettings.flushMs.key),
    ...(groups.length > 0 && { groups }),
    ...(filters.length > 0 && { filters }),
    ...(numbers.length > 0 && { numbers: Object.fromEntries(numbers) }),
    ...(own(upgradeSetting.key) === true && release !== undefined && { upgradeVersion: release }),
  };
}
