import type { Command } from 'commander';
import type { CommandContext } from '../../context.ts';
import { collectorOptions, type CollectorFlags } from '../../up/collector-options.ts';

export function registerCollector(program: Command, context: CommandContext): void {
  const collector = program.command('collector').description('the collector as a daemon of its own');
  const logLevel = 'info';
  const run = collector
    .command('run')
    .description('run a collector without an agent; with --clickhouse also without a ClickHouse of its own');
  collectorOptions(run, logLevel).action(async (flags: CollectorFlags) => {
    const { runStack } = await import('../../up/run-stack.ts'); // the other commands need none of the collector
    await runStack(flags, context, { version: program.version() ?? '', withAgent: false, logLevel });
  });
}
