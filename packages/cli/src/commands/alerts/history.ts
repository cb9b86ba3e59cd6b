import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { ago, printJson, printListing } from '../../terminal.ts';
import { durationOption } from './duration-option.ts';

interface HistoryOptions extends CollectorOptions {
  readonly host?: string;
  readonly rule?: string;
  readonly last: number;
}

export function registerHistory(alerts: Command, context: CommandContext): void {
  collectorCommand(alerts, 'history', 'what fired, for how long, and who acknowledged it')
    .option('--host <host>', 'only of this host')
    .option('--rule <rule>', 'only of this rule')
    .option('--last <duration>', 'how far back: 1h, 7d', durationOption('--last'), 7 * 86_400_000)
    .action(async ({ host, rule, last, ...options }: HistoryOptions) => {
      const sinceMs = Math.max(0, context.nowMs() - last);
      const answer = await context.api(options).alerts.list({ query: { state: 'all', sinceMs, host, rule } });
      if (options.json === true) return printJson(context.terminal, answer);
      printListing(context.terminal, {
        rows: answer.alerts,
        columns: {
          ID: (a) => a.id.slice(0, 8),
          STATE: (a) => a.state,
          RULE: (a) => a.rule,
          HOST: (a) => a.host,
          DEVICE: (a) => a.device,
          SINCE: (a) => new Date(a.sinceMs).toISOString().slice(0, 19),
          LASTED: (a) => lasted((a.resolvedMs ?? context.nowMs()) - a.sinceMs),
          'ACKNOWLEDGED BY': (a) => a.acknowledgedBy,
          SUMMARY: (a) => (a.note === '' ? a.summary : `${a.summary} (${a.note})`),
        },
        whenEmpty: 'Nothing fired in this time.',
      });
    });
}

/** `12 s`, `3 min`. */
function lasted(ms: number): string {
  return ago(0, ms).replace(' ago', '');
}
