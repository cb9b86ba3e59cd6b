import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { parse, stringify, YAMLParseError } from 'yaml';
import type { Board, SharedBoard } from '@hostwire/api';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../context.ts';
import { CommandError, exitCode } from '../exit-code.ts';
import { printJson, printListing } from '../terminal.ts';

export function registerBoards(program: Command, context: CommandContext): void {
  const boards = program.command('boards').description('dashboards that are shared with everybody');
  collectorCommand(boards, 'list', 'every shared dashboard').action(async (options: CollectorOptions) => {
    const answer = await context.api(options).boards.list();
    if (options.json === true) return printJson(context.terminal, answer);
    printListing(context.terminal, {
      rows: answer.boards,
      columns: {
        NAME: ({ board }) => board.name,
        PANELS: ({ board }) => String(board.panels.length),
        CHANGED: ({ changedMs }) => new Date(changedMs).toISOString(),
        BY: ({ actor }) => actor,
      },
      whenEmpty:
        'No dashboard is shared. Share one on the page Dashboards, or with: hostwire boards apply FILE',
    });
  });
  collectorCommand(boards, 'export <name>', 'a shared dashboard as YAML').action(
    async (name: string, options: CollectorOptions) => {
      const { board } = await sharedBoard(context, { name, options });
      if (options.json === true) return printJson(context.terminal, board);
      context.terminal.out.write(stringify(board));
    },
  );
  collectorCommand(
    boards,
    'apply <file>',
    'share the dashboard of a file (YAML or JSON), or change it',
  ).action(async (file: string, options: CollectorOptions) => {
    // What it lacks, the collector says.
    const board = readBoard(file) as Board;
    const { boards: known } = await context.api(options).boards.list();
    const version = known.find((each) => each.board.name === board.name)?.version;
    const answer = await context
      .api(options)
      .boards.save({ body: { board, ...(version === undefined ? {} : { version }) } });
    if (options.json === true) return printJson(context.terminal, answer);
    const done = version === undefined ? 'shared with everybody' : 'changed for everybody';
    context.terminal.out.write(`The dashboard ${answer.board.board.name} is ${done}.\n`);
  });
  collectorCommand(boards, 'remove <name>', 'remove a shared dashboard').action(
    async (name: string, options: CollectorOptions) => {
      const answer = await context.api(options).boards.remove({ params: { name } });
      if (options.json === true) return printJson(context.terminal, answer);
      context.terminal.out.write(`The dashboard ${name} is removed.\n`);
    },
  );
}

function readBoard(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CommandError(exitCode.usage, `${file} cannot be read.`, { cause });
  }
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new CommandError(exitCode.usage, `${file} is not YAML: ${error.message}`, { cause: error });
  }
}

async function sharedBoard(
  context: CommandContext,
  { name, options }: { name: string; options: CollectorOptions },
): Promise<SharedBoard> {
  const { boards } = await context.api(options).boards.list();
  const found = boards.find(({ board }) => board.name === name);
  if (found === undefined)
    throw new CommandError(
      exitCode.failed,
      `No shared dashboard is called "${name}". See: hostwire boards list`,
    );
  return found;
}
