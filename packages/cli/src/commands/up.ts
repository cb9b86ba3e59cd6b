import type { Command } from 'commander';
import { agentProgram } from '@hostwire/agent';
import { createLogger, runDaemon } from '@hostwire/runtime';
import type { CommandContext } from '../context.ts';
import { banner } from '../up/banner.ts';
import { collectorOptions, readCollectorConfig, type CollectorFlags } from '../up/collector-config.ts';
import { Stack } from '../up/stack.ts';

/** Draining, committing and stopping ClickHouse take less; what takes longer hangs. */
const stopDeadlineMs = 30_000;

export function registerUp(program: Command, context: CommandContext): void {
  const command = program
    .command('up')
    .description('run it all in one terminal: ClickHouse, collector, dashboard, an agent for this host');
  collectorOptions(command)
    .option('--clickhouse-port <n>', 'HTTP port of the embedded ClickHouse, 0 = any free (HOSTWIRE_CLICKHOUSE_PORT; default 8123)')
    .action((flags: CollectorFlags) => runStack(flags, context, { version: program.version() ?? '', agentBin: agentProgram }));
}

/** Runs until a signal ends it; `hostwire collector run` is the same without the agent. */
export async function runStack(
  flags: CollectorFlags,
  context: CommandContext,
  { version, agentBin }: { version: string; agentBin?: string },
): Promise<void> {
  const config = readCollectorConfig(flags, context);
  const { terminal } = context;
  if (flags.checkConfig === true) {
    terminal.out.write('The configuration is good.\n');
    return;
  }
  const logger = createLogger({ name: 'hostwire', level: flags.logLevel, pretty: terminal.colours });
  const stack = new Stack({
    config,
    logger,
    version,
    ...(agentBin === undefined ? {} : { agentBin }),
    readyFile: flags.readyFile,
    progress: (line) => terminal.err.write(`hostwire: ${line} ...\n`),
    onReady: (ready) => terminal.out.write(banner(ready)),
  });
  context.exitWith(await runDaemon(stack, { logger, stopDeadlineMs }));
}
