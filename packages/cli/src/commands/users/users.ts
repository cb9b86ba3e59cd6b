import type { Command } from 'commander';
import type { CommandContext } from '../../context.ts';
import { registerAdd } from './add.ts';
import { registerDisable } from './disable.ts';
import { registerEnable } from './enable.ts';
import { registerList } from './list.ts';
import { registerRemove } from './remove.ts';
import { registerReset } from './reset.ts';
import { registerRole } from './role.ts';

export function registerUsers(program: Command, context: CommandContext): void {
  const parent = program.command('users').description('people who may sign in, and what they may do');
  registerAdd(parent, context);
  registerList(parent, context);
  registerRole(parent, context);
  registerDisable(parent, context);
  registerEnable(parent, context);
  registerReset(parent, context);
  registerRemove(parent, context);
}
