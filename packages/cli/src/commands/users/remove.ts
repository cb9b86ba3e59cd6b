import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { printJson } from '../../terminal.ts';

export function registerRemove(users: Command, context: CommandContext): void {
  collectorCommand(
    users,
    'remove <name>',
    'remove a user for good: all sessions end at once; the audit log keeps what it says of that user',
  ).action(async (name: string, options: CollectorOptions) => {
    const answer = await context.api(options).users.remove({ params: { name } });
    if (options.json) return printJson(context.terminal, answer);
    context.terminal.out.write(`${answer.user.name} is removed; all sessions have ended.\n`);
  });
}
