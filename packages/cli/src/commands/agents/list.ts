import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { ago, printJson, printListing } from '../../terminal.ts';
import { labelText } from '../label-text.ts';

export function registerList(agents: Command, context: CommandContext): void {
  collectorCommand(agents, 'list', 'every agent that is or was enrolled').action(
    async (options: CollectorOptions) => {
      const answer = await context.api(options).agents.list();
      if (options.json) return printJson(context.terminal, answer);
      printListing(context.terminal, {
        rows: answer.agents,
        columns: {
          HOST: (a) => a.host,
          NAME: (a) => a.displayName,
          STATE: ({ state, clone }) => (clone === null ? state : `${state}, cloned`),
          CONNECTED: (a) => (a.connected ? 'yes' : 'no'),
          'LAST SEEN': (a) => ago(a.lastSeenMs, context.nowMs()),
          VERSION: (a) => (a.behind ? `${a.version} (behind)` : a.version),
          ENROLLED: (a) => ago(a.enrolledMs, context.nowMs()),
          LABELS: (a) => labelText(a.labels),
          ID: (a) => a.agentId,
        },
        whenEmpty: 'No agents yet. "hostwire token create" prints the line that enrols one.',
      });
    },
  );
}
