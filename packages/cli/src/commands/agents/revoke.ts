import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { printable, printJson } from '../../terminal.ts';

export function registerRevoke(agents: Command, context: CommandContext): void {
  collectorCommand(
    agents,
    'revoke <agent>',
    'lock an agent out, by id or host name: its session is cut at once and it cannot return',
  ).action(async (agent: string, options: CollectorOptions) => {
    const answer = await context.api(options).agents.revoke({ params: { agent } });
    if (options.json) return printJson(context.terminal, answer);
    const { host, agentId } = answer.agent;
    context.terminal.out.write(`${printable(`Agent ${host} (${agentId})`)} is revoked. Its data stays.\n`);
  });
}
