import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { printable, printJson } from '../../terminal.ts';

export function registerRename(agents: Command, context: CommandContext): void {
  collectorCommand(
    agents,
    'rename <agent> <name>',
    'give an agent another name to show; the host name in the data stays',
  ).action(async (agent: string, displayName: string, options: CollectorOptions) => {
    const answer = await context.api(options).agents.rename({ params: { agent }, body: { displayName } });
    if (options.json) return printJson(context.terminal, answer);
    const { host, displayName: name } = answer.agent;
    context.terminal.out.write(printable(`${host} is shown as ${name}.`) + '\n');
  });
}
