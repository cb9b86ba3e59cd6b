import type { Command } from 'commander';
import type { CommandContext } from '../../context.ts';
import { registerCreate } from './create.ts';
import { registerList } from './list.ts';
import { registerRevoke } from './revoke.ts';

export function registerToken(program: Command, context: CommandContext): void {
  const token = program.command('token').description('tokens with which hosts enrol');
  registerCreate(token, context);
  registerList(token, context);
  registerRevoke(token, context);
}
