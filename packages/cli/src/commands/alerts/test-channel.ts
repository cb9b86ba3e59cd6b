import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { printJson, printListing } from '../../terminal.ts';

export function registerTest(alerts: Command, context: CommandContext): void {
  collectorCommand(
    alerts,
    'test [channel]',
    'send a test message to a channel; without a name, list the channels',
  ).action(async (channel: string | undefined, options: CollectorOptions) => {
    const api = context.api(options);
    if (channel !== undefined) {
      const answer = await api.alerts.testChannel({ params: { name: channel } });
      if (options.json === true) printJson(context.terminal, answer);
      else context.terminal.out.write(`The channel ${channel} took the test message.\n`);
      return;
    }
    const { channels } = await api.alertRules.list();
    if (options.json === true) return printJson(context.terminal, { channels });
    printListing(context.terminal, {
      rows: channels,
      columns: { CHANNEL: ({ name }) => name, TYPE: ({ type }) => type },
      whenEmpty: 'No channels: give a file with --alerts-file (docs/alerts.md).',
    });
  });
}
