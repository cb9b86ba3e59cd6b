import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { printJson } from '../../terminal.ts';

export function registerRevoke(token: Command, context: CommandContext): void {
  collectorCommand(token, 'revoke <id>', 'make a token useless; hosts already enrolled with it stay').action(
    async (id: string, options: CollectorOptions) => {
      const answer = await context.api(options).tokens.revoke({ params: { id } });
      if (options.json) return printJson(context.terminal, answer);
      context.terminal.out.write(`Token ${answer.token.id} is revoked.\n`);
    },
  );
}
