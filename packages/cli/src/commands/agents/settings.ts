import type { Command } from 'commander';
import type { EffectiveSettingEntry, SettingsHistoryResponse } from '@hostwire/api';
import { durationMs } from '@hostwire/runtime/config';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { CommandError, exitCode } from '../../exit-code.ts';
import { printable, printJson, printListing } from '../../terminal.ts';

interface SettingsOptions extends CollectorOptions {
  readonly label?: string;
  readonly history?: boolean;
  readonly interval?: number;
  readonly flush?: number;
  readonly enable?: readonly string[];
  readonly disable?: readonly string[];
  readonly groupInterval?: Readonly<Record<string, number>>;
  readonly processTop?: number;
  readonly budgetCpu?: number;
  readonly budgetRss?: number;
  readonly reset?: readonly string[];
  readonly [filter: `${'include' | 'exclude'}${string}`]: readonly string[] | undefined;
}

type Values = Record<string, number | boolean | readonly string[]>;

/** Flag → subject of the filter. */
const subjects = {
  disk: 'disk',
  interface: 'interface',
  mount: 'mount',
  'fs-type': 'filesystem_type',
} as const;

/** Show, or change, what agents are told to do. What the values may be is the collector's to say. */
export function registerSettings(agents: Command, context: CommandContext): void {
  const command = collectorCommand(
    agents,
    'settings [agent]',
    'show or change what an agent does, by id or host name; with --label, of every agent that has it',
  )
    .option('--label <key=value>', 'change the settings of every agent with this label')
    .option('--interval <duration>', 'between samples', milliseconds('--interval'))
    .option('--flush <duration>', 'between batches while nobody looks', milliseconds('--flush'))
    .option('--disable <group>', 'do not read a group (repeatable)', collect)
    .option('--enable <group>', 'read a group again (repeatable)', collect)
    .option(
      '--group-interval <group=duration>',
      'read a group at its own interval (repeatable)',
      groupInterval,
    );
  for (const flag of Object.keys(subjects)) {
    command
      .option(
        `--exclude-${flag} <glob>`,
        `leave out; takes the place of the agent's own list (repeatable)`,
        collect,
      )
      .option(`--include-${flag} <glob>`, 'keep, whatever is left out (repeatable)', collect);
  }
  command
    .option('--process-top <n>', 'leading processes, by each of CPU, memory and I/O', number('--process-top'))
    .option('--budget-cpu <percent>', 'of one core that the agent may use', number('--budget-cpu'))
    .option('--budget-rss <MB>', 'memory that the agent may use', number('--budget-rss'))
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
    return options.json ? printJson(terminal, history) : printHistory(context, history);
  }
  const answer = isEmpty(change)
    ? await api.ofAgent({ params })
    : await api.changeOfAgent({ params, body: change });
  if (options.json) return printJson(terminal, answer);
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
  if (options.json) return printJson(terminal, answer);
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
  const put = (key: string, value: Values[string] | undefined) => {
    if (value !== undefined) values[key] = value;
  };
  put('interval_ms', options.interval);
  put('flush_ms', options.flush);
  for (const group of options.disable ?? []) put(`group.${group}`, false);
  for (const group of options.enable ?? []) put(`group.${group}`, true);
  for (const [group, ms] of Object.entries(options.groupInterval ?? {}))
    put(`group.${group}.interval_ms`, ms);
  for (const [flag, subject] of Object.entries(subjects)) {
    for (const list of ['include', 'exclude'] as const)
      put(`${list}.${subject}`, options[`${list}${camelCase(flag)}`]);
  }
  put('process.top', options.processTop);
  put('budget.cpu_pct', options.budgetCpu);
  put('budget.rss_mb', options.budgetRss);
  return values;
}

/** `fs-type` → `FsType`, as the flags' values are named. */
function camelCase(flag: string): string {
  return flag.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
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

function milliseconds(flag: string): (text: string) => number {
  return (text) => {
    const parsed = durationMs().safeParse(text);
    if (parsed.success) return parsed.data;
    throw new CommandError(
      exitCode.usage,
      `${flag}: got "${text}", expected a duration such as 500ms, 1s or 5m.`,
    );
  };
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

function number(flag: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value)) return value;
    throw new CommandError(exitCode.usage, `${flag}: got "${text}", expected a number.`);
  };
}
