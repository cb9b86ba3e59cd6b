import type { Command } from 'commander';
import type { AgentEntry } from '@hostwire/collector';
import type { CollectorOptions, CommandContext } from '../context.ts';
import { ago, printJson, printListing } from '../terminal.ts';
import { labelText } from './token.ts';

export function registerAgents(program: Command, context: CommandContext): void {
  const agents = program.command('agents').description('enrolled agents');
  registerList(agents, context);
  registerRevoke(agents, context);
}

function registerList(agents: Command, context: CommandContext): void {
  agents
    .command('list')
    .description('every agent that is or was enrolled')
    .option('--data <dir>', 'data folder of the collector')
    .option('--json', 'print JSON')
    .action(async (options: CollectorOptions) => {
      const answer = await context.api(options.data).get<{ agents: AgentEntry[] }>('/api/v1/agents');
      if (options.json) return printJson(context.terminal, answer);
      printListing(context.terminal, {
        rows: answer.agents,
        columns: {
          HOST: (a) => a.host,
          STATE: (a) => a.state,
          CONNECTED: (a) => (a.connected ? 'yes' : 'no'),
          'LAST SEEN': (a) => ago(a.lastSeenMs, context.nowMs()),
          VERSION: (a) => a.version,
          ENROLLED: (a) => ago(a.enrolledMs, context.nowMs()),
          LABELS: (a) => labelText(a.labels),
          ID: (a) => a.agentId,
        },
        whenEmpty: 'No agents yet. "hostwire token create" prints the line that enrols one.',
      });
    });
}

function registerRevoke(agents: Command, context: CommandContext): void {
  agents
    .command('revoke <agent>')
    .description('lock an agent out, by id or host name: its session is cut at once and it cannot return')
    .option('--data <dir>', 'data folder of the collector')
    .option('--json', 'print JSON')
    .action(async (agent: string, options: CollectorOptions) => {
      const answer = await context
        .api(options.data)
        .post<{ agent: AgentEntry }>(`/api/v1/agents/${encodeURIComponent(agent)}/revoke`);
      if (options.json) return printJson(context.terminal, answer);
      context.terminal.out.write(
        `Agent ${answer.agent.host} (${answer.agent.agentId}) is revoked. Its data stays.\n`,
      );
    });
}
