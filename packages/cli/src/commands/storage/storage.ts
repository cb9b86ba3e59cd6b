import type { Command } from 'commander';
import type { CommandContext } from '../../context.ts';
import { registerUsage } from './usage.ts';

export function registerStorage(program: Command, context: CommandContext): void {
  const storage = program.command('storage').description('what the history takes on the disk');
  registerUsage(storage, context);
}
