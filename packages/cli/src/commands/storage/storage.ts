import type { Command } from 'commander';
import type { CommandContext } from '../../context.ts';
import { registerBackup } from './backup.ts';
import { registerCopy } from './copy.ts';
import { registerRestore } from './restore.ts';
import { registerUsage } from './usage.ts';

export function registerStorage(program: Command, context: CommandContext): void {
  const storage = program
    .command('storage')
    .description('what the history takes on the disk; backups and moves');
  registerUsage(storage, context);
  registerBackup(storage, context);
  registerRestore(storage, context);
  registerCopy(storage, context);
}
