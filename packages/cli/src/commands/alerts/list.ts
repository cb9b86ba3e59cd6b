import type { Command } from 'commander';
import type { Alert, AlertHealth } from '@hostwire/api';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { exitCode } from '../../exit-code.ts';
import { ago, printJson, printListing, type Terminal } from '../../terminal.ts';
import { groupAlerts, type AlertGroup } from './alert-groups.ts';

interface ListOptions extends CollectorOptions {
  readonly all?: boolean;
  readonly each?: boolean;
}

export function registerList(alerts: Command, context: CommandContext): void {
  collectorCommand(alerts, 'list', 'alerts that are pending or firing; many alike are one line')
    .option('--all', 'resolved ones too, as hostwire alerts history does')
    .option('--each', 'a line for each, with its id')
    .action(async (options: ListOptions) => {
      const state = options.all === true ? 'all' : 'active';
      const answer = await context.api(options).alerts.list({ query: { state } });
      if (answer.health.isBlind) context.exitWith(exitCode.failed);
      if (options.json) return printJson(context.terminal, answer);
      printHealth(context.terminal, { health: answer.health, nowMs: context.nowMs() });
      printAlerts(context, { alerts: answer.alerts, isEach: options.each === true, health: answer.health });
    });
}

/** What is to be known before an empty list is believed. */
function printHealth(terminal: Terminal, { health, nowMs }: { health: AlertHealth; nowMs: number }): void {
  if (health.isBlind)
    terminal.out.write(
      `ALERTS ARE BLIND since ${ago(health.sinceMs, nowMs)}: ${health.reason}. Run "hostwire doctor".\n\n`,
    );
  for (const { rule, error } of health.ruleErrors)
    terminal.out.write(`The rule ${rule} cannot be evaluated: ${error}\n`);
}

function printAlerts(
  context: CommandContext,
  { alerts, isEach, health }: { alerts: readonly Alert[]; isEach: boolean; health: AlertHealth },
): void {
  const groups: AlertGroup[] = isEach
    ? alerts.map((alert) => ({ first: alert, count: 1 }))
    : groupAlerts(alerts);
  printListing(context.terminal, {
    rows: groups,
    columns: {
      ...(isEach && { ID: ({ first }: AlertGroup) => first.id.slice(0, 8) }),
      STATE: ({ first }) => stateText(first),
      SEVERITY: ({ first }) => first.severity,
      RULE: ({ first }) => first.rule,
      HOST: ({ first, count }) => (count > 1 ? `${count} alerts` : first.host),
      DEVICE: ({ first, count }) => (count > 1 ? '' : first.device),
      SINCE: ({ first }) => ago(first.sinceMs, context.nowMs()),
      SUMMARY: ({ first, count }) => (count > 1 ? `${first.summary}, and ${count - 1} more` : first.summary),
    },
    whenEmpty: emptyText(health),
  });
}

function stateText({ state, acknowledgedMs, mutedBy }: Alert): string {
  if (mutedBy !== '') return `${state} (${mutedBy})`;
  return acknowledgedMs === null ? state : `${state} (acknowledged)`;
}

function emptyText({ isBlind, evaluatedMs }: AlertHealth): string {
  if (isBlind) return 'No alerts are known, but nothing can be known at present.';
  return evaluatedMs === null
    ? 'No alerts yet: the rules are being evaluated for the first time.'
    : 'No alerts: all is well.';
}
