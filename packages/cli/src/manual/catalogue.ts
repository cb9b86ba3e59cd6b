import type { Command } from 'commander';

/** One option as people type it. */
export interface OptionEntry {
  /** `-h` and `--help`, as far as there are. */
  readonly names: readonly string[];
  /** What follows it, as the help has it: `<dir>`; '' for a switch. */
  readonly value: string;
  readonly description: string;
  /** All that it takes; empty: anything. */
  readonly choices: readonly string[];
  readonly isPath: boolean;
}

/** One command, as the help and everything that is made of it know it. */
export interface CommandEntry {
  /** Without `hostwire`; empty for the program itself. */
  readonly words: readonly string[];
  readonly description: string;
  /** Its arguments as the help has them: `<agent> [changes...]`. */
  readonly usage: string;
  readonly arguments: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly OptionEntry[];
  readonly commands: readonly CommandEntry[];
}

/** The commands as data: completion and manual pages are made of what `--help` prints. */
export function catalogueOf(command: Command, words: readonly string[] = []): CommandEntry {
  const help = command.createHelp();
  return {
    words,
    description: command.description(),
    usage: command.registeredArguments
      .map((each) => {
        const name = `${each.name()}${each.variadic ? '...' : ''}`;
        return each.required ? `<${name}>` : `[${name}]`;
      })
      .join(' '),
    arguments: command.registeredArguments
      .filter(({ description }) => description !== '')
      .map((each) => ({ name: each.name(), description: help.argumentDescription(each) })),
    options: help.visibleOptions(command).map((option) => ({
      names: [option.short, option.long].filter((name) => name !== undefined),
      value: /[<[].*$/.exec(option.flags)?.[0] ?? '',
      description: help.optionDescription(option),
      choices: option.argChoices ?? [],
      isPath: /<(dir|file|path)>/.test(option.flags),
    })),
    commands: command.commands
      .filter((each) => help.visibleCommands(command).includes(each))
      .map((each) => catalogueOf(each, [...words, each.name()])),
  };
}

/** The entry and all below it. */
export function everyCommand(entry: CommandEntry): CommandEntry[] {
  return [entry, ...entry.commands.flatMap(everyCommand)];
}
