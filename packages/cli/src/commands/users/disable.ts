import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { printJson } from '../../terminal.ts';

export function registerDisable(users: Command, context: CommandContext): void {
  collectorCommand(
    users,
    'disable <name>',
    'lock a user out: all sessions end at once; "users enable" lets the user in again',
  ).action(async (name: string, options: CollectorOptions) => {
    const answer = await context.api(options).users.change({ params: { name }, body: { disabled: true } });
    if (options.json) return printJson(context.terminal, answer);
    context.terminal.out.write(`${answer.user.name} is disabled; all sessions have ended.\n`);
  });
}
