import { everyCommand, type CommandEntry, type OptionEntry } from './catalogue.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** What a shell has to be told to complete `hostwire`: to be sourced, or put where the shell looks for it. */
export function completionScript(shell: Shell, program: CommandEntry): string {
  return scripts[shell](program);
}

const scripts: Readonly<Record<Shell, (program: CommandEntry) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** `/agents/list`: a command as one word of a shell's case. */
function pathOf({ words }: CommandEntry): string {
  return words.map((word) => `/${word}`).join('');
}

/** A text as one word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Every path that is a command, as alternatives of a case. */
function pathPattern(program: CommandEntry): string {
  return everyCommand(program)
    .filter(({ words }) => words.length > 0)
    .map(pathOf)
    .join('|');
}

interface Value {
  readonly path: string;
  readonly option: OptionEntry;
}

function valuesOf(program: CommandEntry): Value[] {
  return everyCommand(program).flatMap((entry) =>
    entry.options
      .filter(({ choices, isPath }) => choices.length > 0 || isPath)
      .map((option) => ({ path: pathOf(entry), option })),
  );
}

function namePattern({ path, option }: Value): string {
  return option.names.map((name) => quoted(`${path} ${name}`)).join('|');
}

function wordsOf({ commands, options }: CommandEntry): string[] {
  return [
    ...commands.map(({ words }) => words.at(-1) ?? ''),
    ...options.map(({ names }) => names.at(-1) ?? ''),
  ];
}

function bashScript(program: CommandEntry): string {
  const values = valuesOf(program).map((value) => {
    const { choices } = value.option;
    const reply = choices.length > 0 ? `-W ${quoted(choices.join(' '))}` : '-f';
    return `    ${namePattern(value)}) COMPREPLY=($(compgen ${reply} -- "$cur")); return ;;`;
  });
  const words = everyCommand(program).map(
    (entry) => `    ${quoted(pathOf(entry))}) words=${quoted(wordsOf(entry).join(' '))} ;;`,
  );
  return `# Completion of hostwire for bash: made by "hostwire completion bash".
_hostwire() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} at='' words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at/\${COMP_WORDS[i]}" in
      ${pathPattern(program)}) at="$at/\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at $prev" in
${values.join('\n')}
  esac
  case "$at" in
${words.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _hostwire hostwire
`;
}

function zshScript(program: CommandEntry): string {
  const values = valuesOf(program).map((value) => {
    const { choices } = value.option;
    const reply = choices.length > 0 ? `compadd -- ${choices.map(quoted).join(' ')}` : '_files';
    return `    (${namePattern(value)}) ${reply}; return ;;`;
  });
  const described = (name: string, description: string) => quoted(`${name}:${description}`);
  const words = everyCommand(program).map((entry) => {
    const commands = entry.commands.map((each) => described(each.words.at(-1) ?? '', each.description));
    const options = entry.options.map((each) => described(each.names.at(-1) ?? '', each.description));
    return `    (${quoted(pathOf(entry))}) entries=(${[...commands, ...options].join(' ')}) ;;`;
  });
  return `#compdef hostwire
# Completion of hostwire for zsh: made by "hostwire completion zsh".
_hostwire() {
  local at='' word
  local -a entries
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$at/$word" in
      (${pathPattern(program)}) at="$at/$word" ;;
    esac
  done
  case "$at \${words[CURRENT-1]}" in
${values.join('\n')}
  esac
  case "$at" in
${words.join('\n')}
  esac
  _describe 'hostwire' entries
}
if [ "\${funcstack[1]}" = _hostwire ]; then _hostwire "$@"; else compdef _hostwire hostwire; fi
`;
}

function fishScript(program: CommandEntry): string {
  const lines = everyCommand(program).flatMap((entry) => {
    const here = `complete -c hostwire -n ${quoted(`__hostwire_at ${quoted(pathOf(entry))}`)}`;
    return [
      ...entry.commands.map(
        (each) => `${here} -f -a ${quoted(each.words.at(-1) ?? '')} -d ${quoted(each.description)}`,
      ),
      ...entry.options.map((option) => {
        const names = option.names.map((name) =>
          name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
        );
        const value = option.value === '' ? '' : ' -r';
        const choices = option.choices.length === 0 ? '' : ` -f -a ${quoted(option.choices.join(' '))}`;
        return `${here} ${names.join(' ')}${value}${choices} -d ${quoted(option.description)}`;
      }),
    ];
  });
  const paths = everyCommand(program)
    .map(pathOf)
    .filter((path) => path !== '');
  return `# Completion of hostwire for fish: made by "hostwire completion fish".
function __hostwire_at
  set -l at ''
  for word in (commandline -opc)[2..-1]
    if contains -- "$at/$word" ${paths.join(' ')}
      set at "$at/$word"
    end
  end
  test "$at" = "$argv[1]"
end
${lines.join('\n')}
`;
}
