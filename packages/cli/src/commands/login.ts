import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../context.ts';
import { printJson } from '../terminal.ts';

export function registerLogin(program: Command, context: CommandContext): void {
  collectorCommand(program, 'login', 'print a new one-time link to the web pages').action(
    async (options: CollectorOptions) => {
      const link = await context.api(options).loginLinks.create();
      if (options.json) return printJson(context.terminal, link);
      const minutes = Math.max(1, Math.round((link.expiresMs - context.nowMs()) / 60_000));
      context.terminal.out.write(`${link.url}\n\nIt works once, within ${minutes} minutes.\n`);
    },
  );
}
