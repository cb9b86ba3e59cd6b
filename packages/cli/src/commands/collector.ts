import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { collectorOptions, type CollectorFlags } from '../up/collector-config.ts';
import { runStack } from './up.ts';

export function registerCollector(program: Command, context: CommandContext): void {
  const collector = program.command('collector').description('the collector as a daemon of its own');
  const run = collector.command('run').description('run a collector without an agent; with --clickhouse also without a ClickHouse of its own');
  collectorOptions(run)
    .option('--clickhouse-port <n>', 'HTTP port of the embedded ClickHouse, 0 = any free (HOSTWIRE_CLICKHOUSE_PORT; default 8123)')
    .action((flags: CollectorFlags) => runStack(flags, context, { version: program.version() ?? '' }));
}
