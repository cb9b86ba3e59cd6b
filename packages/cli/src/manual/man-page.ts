import { everyCommand, type CommandEntry, type OptionEntry } from './catalogue.ts';

interface ManPage {
  /** `hostwire-agents.1` */
  readonly file: string;
  /** For man(1): roff with the macros of man(7). */
  readonly text: string;
}

interface ManSource {
  readonly program: CommandEntry;
  readonly version: string;
  /** What `--help` says at its end. */
  readonly footer: string;
}

/** A page for the program, and one for each of its commands with all of its subcommands. */
export function manPages({ program, version, footer }: ManSource): ManPage[] {
  const names = program.commands.map(({ words }) => pageName(words));
  const main = [
    ...heading(program, version),
    '.SH COMMANDS',
    ...program.commands.flatMap((each) => [
      '.TP',
      `\\fB${roff(pageName(each.words))}\\fR(1)`,
      roff(each.description),
    ]),
    ...optionSection(program.options),
    '.SH NOTES',
    ...footer
      .trim()
      .split('\n')
      .flatMap((line) => [roff(line), '.br']),
    ...seeAlso(names),
  ];
  const pages = program.commands.map((command) => ({
    file: `${pageName(command.words)}.1`,
    text: page([
      ...heading(command, version),
      ...argumentSection(command),
      ...optionSection(command.options),
      ...everyCommand(command).slice(1).flatMap(subcommand),
      ...seeAlso(['hostwire', ...names.filter((name) => name !== pageName(command.words))]),
    ]),
  }));
  return [{ file: 'hostwire.1', text: page(main) }, ...pages];
}

function page(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

function pageName(words: readonly string[]): string {
  return ['hostwire', ...words].join('-');
}

function heading(entry: CommandEntry, version: string): string[] {
  const name = pageName(entry.words);
  return [
    `.TH "${roff(name.toUpperCase())}" 1 "" "hostwire ${roff(version)}" "Hostwire"`,
    '.SH NAME',
    `${roff(name)} \\- ${roff(entry.description)}`,
    '.SH SYNOPSIS',
    synopsis(entry),
  ];
}

function synopsis({ words, usage, commands }: CommandEntry): string {
  const rest = commands.length > 0 ? '<command> [options]' : `[options] ${usage}`.trim();
  return `\\fB${roff(['hostwire', ...words].join(' '))}\\fR ${roff(rest)}`;
}

function argumentSection({ arguments: all }: CommandEntry): string[] {
  if (all.length === 0) return [];
  return [
    '.SH ARGUMENTS',
    ...all.flatMap(({ name, description }) => ['.TP', `\\fI${roff(name)}\\fR`, roff(description)]),
  ];
}

function optionSection(options: readonly OptionEntry[]): string[] {
  return options.length === 0 ? [] : ['.SH OPTIONS', ...options.flatMap(optionLines)];
}

function optionLines({ names, value, description }: OptionEntry): string[] {
  const shown = names.map((name) => `\\fB${roff(name)}\\fR`).join(', ');
  return ['.TP', value === '' ? shown : `${shown} \\fI${roff(value)}\\fR`, roff(description)];
}

function subcommand(entry: CommandEntry): string[] {
  return [
    `.SH ${roff(entry.words.slice(1).join(' ').toUpperCase())}`,
    synopsis(entry),
    '.PP',
    roff(entry.description),
    ...entry.options.flatMap(optionLines),
  ];
}

function seeAlso(names: readonly string[]): string[] {
  return ['.SH SEE ALSO', names.map((name) => `\\fB${roff(name)}\\fR(1)`).join(', ')];
}

/** A text that roff prints as it stands. */
function roff(text: string): string {
  const escaped = text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq');
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}
