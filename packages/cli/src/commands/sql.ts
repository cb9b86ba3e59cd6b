import type { Command } from 'commander';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline/promises';
import type { ApiClient } from '../api-client.ts';
import type { CollectorOptions, CommandContext } from '../context.ts';
import { CommandError, exitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';

interface SqlOptions extends CollectorOptions {
  readonly format: string;
}

const prompt = 'hostwire> ';
const continued = '       -> ';

export function registerSql(program: Command, context: CommandContext): void {
  program
    .command('sql [query]')
    .description(
      'ask ClickHouse as the read-only account; "-" reads the query from standard input, no query opens a prompt',
    )
    .option('--format <name>', "any of ClickHouse's output formats", 'PrettyCompactMonoBlock')
    .option('--data <dir>', 'data folder of the collector')
    .option('--json', 'the same as --format JSONEachRow')
    .action(async (query: string | undefined, options: SqlOptions) => {
      const api = context.api(options.data);
      const format = options.json === true ? 'JSONEachRow' : options.format;
      if (query === undefined) return converse(api, format, context);
      const text = query === '-' ? await readAll(context.stdin) : query;
      if (text.trim() === '')
        throw new CommandError(
          exitCode.usage,
          'the query is empty. Example: hostwire sql "SELECT host, max(busy_pct) FROM cpu WHERE ts > now() - 60 GROUP BY host"',
        );
      await run(api, { query: text, format }, context.terminal);
    });
}

/** Streams the answer to the terminal as it comes, whatever its size. */
async function run(
  api: ApiClient,
  body: { query: string; format: string },
  terminal: Terminal,
): Promise<void> {
  const answer = await api.stream({ method: 'POST', path: '/api/v1/sql', body });
  await pour(answer, terminal);
}

async function pour(answer: IncomingMessage, terminal: Terminal): Promise<void> {
  for await (const chunk of answer) {
    const flushed = terminal.out.write(chunk as Buffer);
    if (flushed === false && terminal.out === process.stdout) await once(process.stdout, 'drain');
  }
}

/** A prompt: statements end with a semicolon; an error does not end it. */
async function converse(api: ApiClient, format: string, context: CommandContext): Promise<void> {
  const { terminal } = context;
  api.runtime(); // says what to do when no collector is there, before the first prompt
  const lines = createInterface({ input: context.stdin, output: process.stdout, prompt });
  terminal.err.write(
    'Statements end with ";". Ctrl-D leaves. Views: cpu, cpu_core, load, memory, disk, filesystem, network, agent, host, coverage.\n',
  );
  lines.prompt();
  let statement = '';
  for await (const line of lines) {
    statement += `${line}\n`;
    const complete = /;\s*$/.test(statement);
    if (complete) {
      await run(api, { query: statement, format }, terminal).catch((error: unknown) => {
        terminal.err.write(`${error instanceof Error ? error.message : String(error)}\n`);
      });
    }
    if (complete || statement.trim() === '') statement = '';
    lines.setPrompt(statement === '' ? prompt : continued);
    lines.prompt();
  }
}

async function readAll(input: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks).toString('utf8');
}
