import type { Command } from 'commander';
import type { CommandContext } from '../../context.ts';
import { registerCreate } from './create.ts';
import { registerList } from './list.ts';
import { registerRevoke } from './revoke.ts';

export function registerApiToken(program: Command, context: CommandContext): void {
  const parent = program.command('api-token').description('tokens with which programs use the API');
  registerCreate(parent, context);
  registerList(parent, context);
  registerRevoke(parent, context);
}
