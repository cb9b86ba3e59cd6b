import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { ago, printJson, printListing } from '../../terminal.ts';
import { labelText } from '../label-text.ts';

export function registerList(token: Command, context: CommandContext): void {
  collectorCommand(token, 'list', 'tokens that were made, and what is left of them').action(
    async (options: CollectorOptions) => {
      const { tokens } = await context.api(options).tokens.list();
      if (options.json) return printJson(context.terminal, { tokens });
      printListing(context.terminal, {
        rows: tokens,
        columns: {
          ID: (t) => t.id,
          STATE: (t) => t.state,
          'USES LEFT': (t) => `${t.usesLeft} of ${t.uses}`,
          CREATED: (t) => ago(t.createdMs, context.nowMs()),
          EXPIRES: (t) => new Date(t.expiresMs).toISOString(),
          LABELS: (t) => labelText(t.labels),
        },
        whenEmpty: 'No tokens yet. Make one with "hostwire token create".',
      });
    },
  );
}
