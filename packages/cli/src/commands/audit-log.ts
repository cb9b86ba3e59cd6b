import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../context.ts';
import { CommandError, exitCode } from '../exit-code.ts';
import { printJson, printListing } from '../terminal.ts';

interface AuditLogOptions extends CollectorOptions {
  readonly limit: number;
}

export function registerAuditLog(program: Command, context: CommandContext): void {
  collectorCommand(program, 'audit-log', 'who changed what, and who opened which door, the newest first')
    .option('--limit <n>', 'how many entries, at most 10000', limitOf, 100)
    .action(async ({ limit, ...options }: AuditLogOptions) => {
      const answer = await context.api(options).auditLog.list({ query: { limit } });
      if (options.json) return printJson(context.terminal, answer);
      printListing(context.terminal, {
        rows: answer.entries,
        columns: {
          WHEN: ({ tsMs }) => new Date(tsMs).toISOString(),
          WHO: ({ actor }) => actor,
          DID: ({ action }) => action,
          TO: ({ object }) => object,
          DETAIL: ({ detail }) => detail,
        },
        whenEmpty: 'Nothing was changed so far.',
      });
    });
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 10_000) return limit;
  throw new CommandError(exitCode.usage, `--limit: got "${text}", expected a whole number from 1 to 10000.`);
}
