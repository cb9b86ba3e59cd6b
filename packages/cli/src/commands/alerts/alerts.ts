import type { Command } from 'commander';
import type { CommandContext } from '../../context.ts';
import { registerList } from './list.ts';

export function registerAlerts(program: Command, context: CommandContext): void {
  const alerts = program.command('alerts').description('what is wrong with the fleet');
  registerList(alerts, context);
}
