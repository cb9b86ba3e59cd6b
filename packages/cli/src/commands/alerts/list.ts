import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { ago, printJson, printListing } from '../../terminal.ts';

interface ListOptions extends CollectorOptions {
  readonly all?: boolean;
}

export function registerList(alerts: Command, context: CommandContext): void {
  collectorCommand(alerts, 'list', 'alerts that are pending or firing')
    .option('--all', 'resolved ones too')
    .action(async (options: ListOptions) => {
      const state = options.all === true ? 'all' : 'active';
      const answer = await context.api(options).alerts.list({ query: { state } });
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
