import type { Command } from 'commander';
import type { Alert } from '@hostwire/api';
import type { CollectorOptions, CommandContext } from '../context.ts';
import { ago, printJson, printListing } from '../terminal.ts';

interface ListOptions extends CollectorOptions {
  readonly all?: boolean;
}

export function registerAlerts(program: Command, context: CommandContext): void {
  const alerts = program.command('alerts').description('what is wrong with the fleet');
  alerts
    .command('list')
    .description('alerts that are pending or firing')
    .option('--all', 'resolved ones too')
    .option('--data <dir>', 'data folder of the collector')
    .option('--json', 'print JSON')
    .action(async (options: ListOptions) => {
      const state = options.all === true ? 'all' : 'active';
      const answer = await context
        .api(options.data)
        .get<{ alerts: Alert[] }>(`/api/v1/alerts?state=${state}`);
      if (options.json) return printJson(context.terminal, answer);
      printListing(context.terminal, {
        rows: answer.alerts,
        columns: {
          STATE: (a) => a.state,
          SEVERITY: (a) => a.severity,
          RULE: (a) => a.rule,
          HOST: (a) => a.host,
          DEVICE: (a) => a.device,
          SINCE: (a) => ago(a.sinceMs, context.nowMs()),
          SUMMARY: (a) => a.summary,
        },
        whenEmpty: state === 'all' ? 'No alerts so far.' : 'No alerts: all is well.',
      });
    });
}
