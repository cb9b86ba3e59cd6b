import type { Command } from 'commander';
import type { AuditLogResponse } from '@hostwire/api';
import { durationMs } from '@hostwire/runtime/config';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../context.ts';
import { CommandError, exitCode } from '../exit-code.ts';
import { printJson, printListing } from '../terminal.ts';

interface AuditLogOptions extends CollectorOptions {
  readonly limit: number;
  readonly who?: string;
  readonly what?: string;
  readonly since?: number;
  readonly csv?: boolean;
}

export function registerAuditLog(program: Command, context: CommandContext): void {
  collectorCommand(program, 'audit-log', 'who changed what, and who signed in, the newest first')
    .option('--limit <n>', 'how many entries, at most 10000', limitOf, 100)
    .option('--who <text>', 'only by whom this stands in the name: ann, "unix socket", "API token"')
    .option('--what <action>', 'only actions that begin so: agent, user.add, login.refused')
    .option('--since <duration>', 'only of the last while: 30m, 12h, 7d', durationOf)
    .option('--csv', 'print CSV, to keep or to open elsewhere')
    .action(async ({ limit, who, what, since, csv, ...options }: AuditLogOptions) => {
      const sinceMs = since === undefined ? undefined : Math.round(context.nowMs() - since);
      const answer = await context.api(options).auditLog.list({ query: { limit, who, what, sinceMs } });
      if (csv) return void context.terminal.out.write(csvOf(answer));
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
        whenEmpty: 'No such entry.',
      });
    });
}

function csvOf({ entries }: AuditLogResponse): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = entries.map(({ tsMs, actor, action, object, detail }) =>
    [new Date(tsMs).toISOString(), ...[actor, action, object, detail].map(quoted)].join(','),
  );
  return ['when,who,did,to,detail', ...lines, ''].join('\n');
}

function durationOf(text: string): number {
  const duration = durationMs().safeParse(text);
  if (duration.success) return duration.data;
  throw new CommandError(
    exitCode.usage,
    `--since: got "${text}", expected a duration such as 30m, 12h or 7d.`,
  );
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 10_000) return limit;
  throw new CommandError(exitCode.usage, `--limit: got "${text}", expected a whole number from 1 to 10000.`);
}
