import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../context.ts';
import { CommandError, exitCode } from '../exit-code.ts';
import { SqlPrompt } from '../sql/prompt.ts';
import { runQuery } from '../sql/run-query.ts';
import { isTerminal } from '../terminal.ts';

interface SqlOptions extends CollectorOptions {
  readonly format: string;
}

export function registerSql(program: Command, context: CommandContext): void {
  collectorCommand(
    program,
    'sql [query]',
    'ask ClickHouse as the read-only account; "-" reads the query from standard input, no query opens a prompt. --json is --format JSONEachRow',
  )
    .option('--format <name>', "any of ClickHouse's output formats", 'PrettyCompactMonoBlock')
    .action(async (query: string | undefined, options: SqlOptions) => {
      const api = context.api(options);
      const format = options.json === true ? 'JSONEachRow' : options.format;
      if (query === undefined && isTerminal(context.stdin))
        return new SqlPrompt(api, { format, context }).converse();
      const text = query === undefined || query === '-' ? await readAll(context.stdin) : query;
      if (/^[\s;]*$/.test(text))
        throw new CommandError(
          exitCode.usage,
          'the query is empty. Example: hostwire sql "SELECT host, max(busy_pct) FROM cpu WHERE ts > now() - 60 GROUP BY host"',
        );
      await runQuery(api, { query: text, format }, context.terminal);
    });
}

async function readAll(input: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks).toString('utf8');
}
