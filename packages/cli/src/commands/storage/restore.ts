import type { Command } from 'commander';
import { resolve } from 'node:path';
import type { CommandContext } from '../../context.ts';
import { printJson } from '../../terminal.ts';

interface RestoreOptions {
  readonly data?: string;
  readonly config?: string;
  readonly json?: boolean;
}

export function registerRestore(storage: Command, context: CommandContext): void {
  storage
    .command('restore <backup>')
    .description(
      'fill an empty data folder from a backup: DIR (its newest one) or DIR/database/NAME; then start Hostwire on it',
    )
    .requiredOption('--data <dir>', 'the folder to fill; it is empty, or not there')
    .option('--config <file>', 'YAML file with settings, if the collector has one')
    .option('--json', 'print JSON')
    .action(async (backup: string, options: RestoreOptions) => {
      const { backupInFolder, restoreInto } = await import('../../storage/restore.ts'); // the other commands need no engine
      const { quietLogger, storageConfig } = await import('../../storage/surroundings.ts');
      const config = storageConfig(options, context);
      const source = await backupInFolder(resolve(backup));
      const command = `hostwire storage restore ${backup} --data ${config.data}`;
      const report = await restoreInto({ source, config, command, logger: quietLogger(context) });
      if (options.json === true)
        return printJson(context.terminal, { ...report, backup: source.name, data: config.data });
      context.terminal.out.write(
        `Restored ${report.samples} samples of ${report.hosts} hosts from ${source.name}: counts and marks are as it lists.\n` +
          `Start it: hostwire up --data ${config.data}. Agents then send what they still have of the time after it.\n`,
      );
    });
}
