import type { Command } from 'commander';
import type { EffectiveSettingEntry, SettingsHistoryResponse } from '@hostwire/api';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { CommandError, exitCode } from '../../exit-code.ts';
import { printable, printJson, printListing } from '../../terminal.ts';
import { milliseconds, optionOf, settingFlags, type SettingValue } from './setting-flags.ts';

interface SettingsOptions extends CollectorOptions {
  readonly label?: string;
  readonly history?: boolean;
  readonly enable?: readonly string[];
  readonly disable?: readonly string[];
  readonly groupInterval?: Readonly<Record<string, number>>;
  readonly reset?: readonly string[];
}

type Values = Record<string, SettingValue>;

/** Each with the name under which commander keeps its value. */
const flags = settingFlags.map((each) => ({ ...each, option: optionOf(each) }));

/** Show, or change, what agents do. What the values may be is the collector's to say. */
export function registerSettings(agents: Command, context: CommandContext): void {
  const command = collectorCommand(
    agents,
    'settings [agent]',
    'show or change what an agent does, by id or host name; with --label, of every agent that has it',
  )
    .option('--label <key=value>', 'change the settings of every agent with this label')
    .option('--disable <group>', 'do not read a group (repeatable)', collect)
    .option('--enable <group>', 'read a group again (repeatable)', collect)
    .option(
      '--group-interval <group=duration>',
      'read a group at its own interval (repeatable)',
      groupInterval,
    );
  for (const { option } of flags) command.addOption(option);
  command
    .option('--reset <key>', 'no longer set this key, as the listing shows it (repeatable)', collect)
    .option('--history', 'show who changed what and when')
    .action(async (agent: string | undefined, options: SettingsOptions) => {
      const change = { set: valuesOf(options), reset: [...(options.reset ?? [])] };
      if (agent !== undefined && options.label === undefined)
        return settingsOfAgent(context, { agent, change, options });
      if (agent !== undefined || options.label === undefined)
        throw new CommandError(
          exitCode.usage,
          'name either an agent or a label: "agents settings web1" or "agents settings --label env=prod".',
        );
      return settingsOfLabel(context, { label: options.label, change, options });
    });
}

interface Change {
  readonly set: Values;
  readonly reset: string[];
}

const isEmpty = ({ set, reset }: Change) => Object.keys(set).length + reset.length === 0;

async function settingsOfAgent(
  context: CommandContext,
  { agent, change, options }: { agent: string; change: Change; options: SettingsOptions },
): Promise<void> {
  const { terminal } = context;
  const { settings: api } = context.api(options);
  const params = { agent };
  if (options.history) {
    if (!isEmpty(change)) throw new CommandError(exitCode.usage, '--history shows changes and makes none.');
    const history = await api.history({ params });
    if (options.json) printJson(terminal, history);
    else printHistory(context, history);
    return;
  }
  const answer = isEmpty(change)
    ? await api.ofAgent({ params })
    : await api.changeOfAgent({ params, body: change });
  if (options.json) {
    printJson(terminal, answer);
    return;
  }
  printListing(terminal, {
    rows: answer.settings,
    columns: {
      KEY: ({ key }) => key,
      VALUE: (setting) => valueText(setting),
      FROM: (setting) => sourceText(setting),
    },
    whenEmpty: '',
  });
}

async function settingsOfLabel(
  context: CommandContext,
  { label, change, options }: { label: string; change: Change; options: SettingsOptions },
): Promise<void> {
  const { terminal } = context;
  if (options.history)
    throw new CommandError(exitCode.usage, '--history is of one agent: "agents settings web1 --history".');
  if (isEmpty(change))
    throw new CommandError(
      exitCode.usage,
      'say what to change, such as --interval 10s; "agents settings HOST" shows what is in force.',
    );
  const answer = await context.api(options).settings.changeOfLabel({ body: { label, ...change } });
  if (options.json) {
    printJson(terminal, answer);
    return;
  }
  const set = Object.entries(answer.label.settings).map(
    ([key, value]) => `  ${key} = ${printable(JSON.stringify(value))}\n`,
  );
  terminal.out.write(
    set.length === 0
      ? `Nothing is set for ${printable(label)} any more.\n`
      : `Every agent with ${printable(label)}:\n${set.join('')}`,
  );
}

function printHistory(context: CommandContext, { changes }: SettingsHistoryResponse): void {
  printListing(context.terminal, {
    rows: changes,
    columns: {
      WHEN: ({ tsMs }) => new Date(tsMs).toISOString(),
      WHO: ({ actor }) => actor,
      'SET FOR': ({ object }) => object,
      CHANGE: ({ detail }) => detail,
    },
    whenEmpty: 'Nothing was ever set for this agent.',
  });
}

function valuesOf(options: SettingsOptions): Values {
  const values: Values = {};
  for (const group of options.disable ?? []) values[`group.${group}`] = false;
  for (const group of options.enable ?? []) values[`group.${group}`] = true;
  for (const [group, ms] of Object.entries(options.groupInterval ?? {}))
    values[`group.${group}.interval_ms`] = ms;
  const given = options as Readonly<Record<string, SettingValue | undefined>>;
  for (const { key, option } of flags) {
    const value = given[option.attributeName()];
    if (value !== undefined) values[key] = value;
  }
  return values;
}

function valueText({ value }: EffectiveSettingEntry): string {
  if (value === null) return '-';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'number' ? String(value) : value.join(' ');
}

function sourceText({ source, target }: EffectiveSettingEntry): string {
  return source === 'default' ? 'default' : `${source} ${target}`;
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function groupInterval(text: string, before: Readonly<Record<string, number>> = {}): Record<string, number> {
  const [group = '', duration = ''] = text.split('=');
  if (group === '' || duration === '')
    throw new CommandError(
      exitCode.usage,
      `--group-interval: got "${text}", expected group=duration such as process=30s.`,
    );
  return { ...before, [group]: milliseconds('--group-interval')(duration) };
}
