import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { printJson } from '../../terminal.ts';
import { printInvitation } from './invitation.ts';

export function registerReset(users: Command, context: CommandContext): void {
  collectorCommand(
    users,
    'reset <name>',
    'end all sessions of a user, remove the password, and print a new link',
  ).action(async (name: string, options: CollectorOptions) => {
    const answer = await context.api(options).users.reset({ params: { name } });
    if (options.json) return printJson(context.terminal, answer);
    printInvitation(context, answer);
  });
}
