import type { Command } from 'commander';
import type { CommandContext } from '../../context.ts';
import { registerAck } from './ack.ts';
import { registerHistory } from './history.ts';
import { registerList } from './list.ts';
import { registerRules } from './rules.ts';
import { registerSilence } from './silence.ts';
import { registerTest } from './test-channel.ts';

export function registerAlerts(program: Command, context: CommandContext): void {
  const alerts = program.command('alerts').description('what is wrong with the fleet, and who is told');
  registerList(alerts, context);
  registerHistory(alerts, context);
  registerAck(alerts, context);
  registerSilence(alerts, context);
  registerTest(alerts, context);
  registerRules(alerts, context);
}
