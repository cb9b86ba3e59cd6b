import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { ago, printJson, printListing } from '../../terminal.ts';

export function registerList(apiToken: Command, context: CommandContext): void {
  collectorCommand(apiToken, 'list', 'API tokens, what they may, and when they were used last').action(
    async (options: CollectorOptions) => {
      const answer = await context.api(options).apiTokens.list();
      if (options.json) return printJson(context.terminal, answer);
      printListing(context.terminal, {
        rows: answer.apiTokens,
        columns: {
          ID: (t) => t.id,
          NAME: (t) => t.name,
          STATE: (t) => t.state,
          SCOPES: (t) => t.scopes.join(' '),
          'LAST USED': (t) => ago(t.usedMs, context.nowMs()),
          EXPIRES: (t) => (t.expiresMs === null ? 'never' : new Date(t.expiresMs).toISOString()),
          'MADE BY': (t) => t.createdBy,
        },
        whenEmpty: 'No API tokens yet. "hostwire api-token create NAME" makes one.',
      });
    },
  );
}
