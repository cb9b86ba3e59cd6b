import type { Command } from 'commander';
import type { CopyReport } from '@hostwire/collector';
import type { CommandContext } from '../../context.ts';
import { CommandError, exitCode } from '../../exit-code.ts';
import { printJson } from '../../terminal.ts';

interface CopyOptions {
  readonly to?: string;
  readonly from?: string;
  readonly data?: string;
  readonly config?: string;
  readonly json?: boolean;
}

interface CopyOutcome extends CopyReport {
  readonly isFinal: boolean;
}

export function registerCopy(storage: Command, context: CommandContext): void {
  storage
    .command('copy')
    .description(
      'move the database between the embedded server and one of your own; run it again after an interruption, and once more when Hostwire is stopped',
    )
    .option('--to <url>', 'from this data folder to http://USER:PASSWORD@HOST:8123')
    .option('--from <url>', 'from that server into this data folder')
    .option('--data <dir>', 'data folder with the embedded server (HOSTWIRE_DATA; default ./data)')
    .option('--config <file>', 'YAML file with settings, if the collector has one')
    .option('--json', 'print JSON')
    .action(async (options: CopyOptions) => {
      const { to, from } = options;
      if ((to === undefined) === (from === undefined))
        throw new CommandError(exitCode.usage, 'give either --to URL or --from URL');
      const outcome = await runCopy(options, context);
      if (options.json === true) return printJson(context.terminal, outcome);
      context.terminal.out.write(`${summary(outcome, options)}\n`);
    });
}

async function runCopy(options: CopyOptions, context: CommandContext): Promise<CopyOutcome> {
  const { copyEmbedded } = await import('../../storage/copy.ts'); // the other commands need no engine
  const { quietLogger, storageConfig } = await import('../../storage/surroundings.ts');
  const { to, from = '' } = options;
  return copyEmbedded({
    direction: to === undefined ? 'from' : 'to',
    url: to ?? from,
    config: storageConfig(options, context),
    logger: quietLogger(context),
    onCopied: ({ table, partition, rows }) =>
      context.terminal.err.write(`copied ${table} ${partition}: ${rows} rows\n`),
  });
}

function summary({ tables, partitions, copied, rows, isFinal }: CopyOutcome, { to }: CopyOptions): string {
  const figures = `${rows} rows of ${partitions} partitions in ${tables} tables, ${copied} partitions of them copied now`;
  if (!isFinal)
    return `Copied ${figures}. Hostwire still writes here: stop it and run this again, which copies the rest.`;
  const start = to === undefined ? 'hostwire up' : 'hostwire up --clickhouse URL';
  return `Copied ${figures}; counts and checksums are equal. Start it there: ${start}`;
}
