import type { Command } from 'commander';
import type { CommandContext } from '../../context.ts';
import { registerAccept } from './accept.ts';
import { registerDelete } from './delete.ts';
import { registerLabel } from './label.ts';
import { registerList } from './list.ts';
import { registerRename } from './rename.ts';
import { registerRevoke } from './revoke.ts';
import { registerRotate } from './rotate.ts';
import { registerSettings } from './settings.ts';
import { registerShow } from './show.ts';
import { registerUpgrade } from './upgrade.ts';

export function registerAgents(program: Command, context: CommandContext): void {
  const agents = program.command('agents').description('enrolled agents');
  registerList(agents, context);
  registerShow(agents, context);
  registerLabel(agents, context);
  registerRename(agents, context);
  registerSettings(agents, context);
  registerAccept(agents, context);
  registerRotate(agents, context);
  registerUpgrade(agents, context);
  registerRevoke(agents, context);
  registerDelete(agents, context);
}
