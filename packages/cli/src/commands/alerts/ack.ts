import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { printJson } from '../../terminal.ts';

interface AckOptions extends CollectorOptions {
  readonly note: string;
}

export function registerAck(alerts: Command, context: CommandContext): void {
  collectorCommand(alerts, 'ack <id>', 'say that somebody is on it: no reminders and no escalation any more')
    .option('--note <text>', 'what you found out, or do', '')
    .action(async (id: string, { note, ...options }: AckOptions) => {
      const answer = await context.api(options).alerts.acknowledge({ params: { id }, body: { note } });
      if (options.json === true) printJson(context.terminal, answer);
      else context.terminal.out.write('Acknowledged.\n');
    });
}
