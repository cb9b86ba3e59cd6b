import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { printJson } from '../../terminal.ts';

export function registerEnable(users: Command, context: CommandContext): void {
  collectorCommand(users, 'enable <name>', 'let a user in again who was disabled').action(
    async (name: string, options: CollectorOptions) => {
      const answer = await context.api(options).users.change({ params: { name }, body: { disabled: false } });
      if (options.json) return printJson(context.terminal, answer);
      context.terminal.out.write(`${answer.user.name} may sign in again, as before.\n`);
    },
  );
}
