import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { CommandError, exitCode } from '../../exit-code.ts';
import { printable, printJson } from '../../terminal.ts';
import { labelText } from '../label-text.ts';

export function registerLabel(agents: Command, context: CommandContext): void {
  collectorCommand(
    agents,
    'label <agent> <changes...>',
    'set labels (env=prod) and remove them (role-), of an agent by id or host name',
  ).action(async (agent: string, changes: readonly string[], options: CollectorOptions) => {
    const body = labelChangeOf(changes);
    const answer = await context.api(options).agents.label({ params: { agent }, body });
    if (options.json) return printJson(context.terminal, answer);
    const { host, labels } = answer.agent;
    context.terminal.out.write(printable(`${host}: ${labelText(labels) || 'no labels'}`) + '\n');
  });
}

function labelChangeOf(changes: readonly string[]): { set: Record<string, string>; remove: string[] } {
  const set: Record<string, string> = {};
  const remove: string[] = [];
  for (const change of changes) {
    const at = change.indexOf('=');
    if (at > 0) set[change.slice(0, at)] = change.slice(at + 1);
    else if (at < 0 && change.length > 1 && change.endsWith('-')) remove.push(change.slice(0, -1));
    else
      throw new CommandError(exitCode.usage, `got "${change}", expected key=value to set or key- to remove.`);
  }
  return { set, remove };
}
