import { agentProgram } from '@hostwire/agent';
import { reloadOf } from './reload.ts';
import { createLogger, runDaemon } from '@hostwire/runtime';
import type { CollectorFlags } from './collector-options.ts';
import type { CommandContext } from '../context.ts';
import { banner } from './banner.ts';
import { requireFilled } from './unfinished-restore.ts';
import { readCollectorConfig } from './collector-config.ts';
import { Stack } from './stack.ts';

/** Draining, committing and stopping ClickHouse take less; what takes longer hangs. */
const stopDeadlineMs = 30_000;

export interface StackKind {
  readonly version: string;
  /** Whether an agent of this host belongs to it. */
  readonly withAgent: boolean;
  /** Unless it is configured. */
  readonly logLevel: 'info' | 'warn';
}

/** Runs a collector with what belongs to it until a signal ends it. */
export async function runStack(
  flags: CollectorFlags,
  context: CommandContext,
  kind: StackKind,
): Promise<void> {
  const config = readCollectorConfig(flags, context);
  const { terminal } = context;
  if (flags.checkConfig === true) {
    terminal.out.write('The configuration is good.\n');
    return;
  }
  requireFilled(config.data);
  const logLevel = config.logLevel ?? kind.logLevel;
  const logger = createLogger({ name: 'hostwire', level: logLevel, pretty: terminal.attended });
  const stack = new Stack({
    config,
    logger,
    logLevel,
    version: kind.version,
    ...(kind.withAgent ? { agentBin: agentProgram } : {}),
    readyFile: flags.readyFile,
    progress: (line) => terminal.err.write(`hostwire: ${line} ...\n`),
    onReady: (ready) => terminal.out.write(banner(ready, config)),
  });
  // A terminal that is closed stops what runs in it.
  const isService = !kind.withAgent && !terminal.attended && !terminal.shown;
  const reload = reloadOf({
    ...{ config, logger, stack, logLevel: kind.logLevel },
    read: () => readCollectorConfig(flags, context),
  });
  const ending = { logger, stopDeadlineMs, ...(isService && { reload }) };
  context.exitWith(await runDaemon(stack, ending));
  terminal.err.write(`hostwire: stopped; the data stays in ${config.data}\n`);
}
