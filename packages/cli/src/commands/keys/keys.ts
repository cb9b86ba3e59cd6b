import type { Command } from 'commander';
import type { CommandContext } from '../../context.ts';
import { registerList } from './list.ts';
import { registerRotate } from './rotate.ts';

export function registerKeys(program: Command, context: CommandContext): void {
  const keys = program.command('keys').description('keys by which agents and collector know each other');
  registerList(keys, context);
  registerRotate(keys, context);
}
