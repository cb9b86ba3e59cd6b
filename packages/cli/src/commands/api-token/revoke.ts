import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { printJson } from '../../terminal.ts';

export function registerRevoke(apiToken: Command, context: CommandContext): void {
  collectorCommand(apiToken, 'revoke <id>', 'make an API token useless, at once').action(
    async (id: string, options: CollectorOptions) => {
      const answer = await context.api(options).apiTokens.revoke({ params: { id } });
      if (options.json) return printJson(context.terminal, answer);
      context.terminal.out.write(`API token ${answer.apiToken.name} (${answer.apiToken.id}) is revoked.\n`);
    },
  );
}
