import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { collectorOptions, type CollectorFlags } from '../up/collector-options.ts';

export function registerUp(program: Command, context: CommandContext): void {
  const logLevel = 'warn';
  const command = program
    .command('up')
    .description('run it all in one terminal: ClickHouse, collector, dashboard, an agent for this host');
  collectorOptions(command, logLevel).action(async (flags: CollectorFlags) => {
    const { runStack } = await import('../up/run-stack.ts'); // the other commands need none of the collector
    await runStack(flags, context, { version: program.version() ?? '', withAgent: true, logLevel });
  });
}
