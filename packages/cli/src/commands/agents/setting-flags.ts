/**
 * The flags of `hostwire agents settings`, derived from the rows of the agent's settings: a row more is a flag more. The
 * switches and intervals of groups share three flags that name the group.
 */
import { Option } from 'commander';
import { settings, type Setting } from '@hostwire/agent/settings';
import { durationMs } from '@hostwire/runtime/config';
import { CommandError, exitCode } from '../../exit-code.ts';

export type SettingValue = number | boolean | readonly string[];

export interface SettingFlag {
  readonly key: string;
  /** `--budget-cpu` of `budget.cpu_pct`: the unit is said by the argument. */
  readonly flag: string;
  readonly argument: string;
  readonly description: string;
  /** Of one use of the flag; `before` is what earlier uses gave. Throws CommandError for what is no such value. */
  readonly parse: (text: string, before?: SettingValue) => SettingValue;
}

export const settingFlags: readonly SettingFlag[] = settings
  .filter(({ key }) => !key.startsWith('group.'))
  .map((setting) => flagOf(setting));

export function optionOf({ flag, argument, description, parse }: SettingFlag): Option {
  return new Option(`${flag} <${argument}>`, description).argParser(parse);
}

function flagOf(setting: Setting): SettingFlag {
  const { key } = setting;
  const flag = `--${key.replace(/_(ms|pct|mb)$/, '').replaceAll(/[._]/g, '-')}`;
  return { key, flag, ...kindOf(flag, setting), description: describe(setting) };
}

function kindOf(flag: string, { kind }: Setting): Pick<SettingFlag, 'argument' | 'parse'> {
  switch (kind) {
    case 'milliseconds':
      return { argument: 'duration', parse: milliseconds(flag) };
    case 'megabytes':
      return { argument: 'MB', parse: number(flag) };
    case 'percent':
      return { argument: 'percent', parse: number(flag) };
    case 'count':
      return { argument: 'n', parse: number(flag) };
    case 'switch':
      return { argument: 'on|off', parse: onOrOff(flag) };
    case 'globs':
      return {
        argument: 'glob',
        parse: (text, before) => [...(Array.isArray(before) ? (before as string[]) : []), text],
      };
  }
}

/** With its limits and its default, where it has them. */
function describe(setting: Setting): string {
  const { kind, description } = setting;
  if (kind === 'globs') return `${description} (repeatable)`;
  if (kind === 'switch') return `${description}; default ${setting.default ? 'on' : 'off'}`;
  const shown = (value: number) => (kind === 'milliseconds' ? durationText(value) : `${value}`);
  const range = `${description}, ${shown(setting.min)} to ${shown(setting.max)}`;
  return setting.default === null ? range : `${range}; default ${shown(setting.default)}`;
}

function durationText(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`;
}

export function milliseconds(flag: string): (text: string) => number {
  return (text) => {
    const parsed = durationMs().safeParse(text);
    if (parsed.success) return parsed.data;
    throw wrong(flag, text, 'a duration such as 500ms, 1s or 5m');
  };
}

function number(flag: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value)) return value;
    throw wrong(flag, text, 'a number');
  };
}

function onOrOff(flag: string): (text: string) => boolean {
  return (text) => {
    if (text === 'on' || text === 'off') return text === 'on';
    throw wrong(flag, text, 'on or off');
  };
}

function wrong(flag: string, text: string, expected: string): CommandError {
  return new CommandError(exitCode.usage, `${flag}: got "${text}", expected ${expected}.`);
}
