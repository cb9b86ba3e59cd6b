import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { printJson } from '../../terminal.ts';
import { printInvitation } from './invitation.ts';

export function registerReset(users: Command, context: CommandContext): void {
  collectorCommand(
    users,
    'reset <name>',
    'end all sessions of a user, take password and second factor away, and print a new invitation',
  ).action(async (name: string, options: CollectorOptions) => {
    const answer = await context.api(options).users.reset({ params: { name } });
    if (options.json) return printJson(context.terminal, answer);
    printInvitation(context, answer);
  });
}
