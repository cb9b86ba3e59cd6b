import type { Command } from 'commander';
import type { CollectorOptions, CommandContext } from '../context.ts';
import { printJson } from '../terminal.ts';

export function registerLogin(program: Command, context: CommandContext): void {
  program
    .command('login')
    .description('print a new one-time link to the web pages')
    .option('--data <dir>', 'data folder of the collector')
    .option('--json', 'print JSON')
    .action(async (options: CollectorOptions) => {
      const link = await context
        .api(options.data)
        .post<{ url: string; expiresMs: number }>('/api/v1/login-links');
      if (options.json) return printJson(context.terminal, link);
      const minutes = Math.max(1, Math.round((link.expiresMs - context.nowMs()) / 60_000));
      context.terminal.out.write(`${link.url}\n\nIt works once, within ${minutes} minutes.\n`);
    });
}
