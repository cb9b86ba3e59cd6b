import type { Command } from 'commander';
import type { AcceptedMachineResponse } from '@hostwire/api';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { printable, printJson } from '../../terminal.ts';

export function registerAccept(agents: Command, context: CommandContext): void {
  collectorCommand(
    agents,
    'accept <agent>',
    'say which machine an identity in use twice belongs to: the one that is connected now, or else the one that connects next',
  ).action(async (agent: string, options: CollectorOptions) => {
    const answer = await context.api(options).agents.accept({ params: { agent } });
    if (options.json) return printJson(context.terminal, answer);
    for (const line of describe(answer)) context.terminal.out.write(`${printable(line)}\n`);
  });
}

function describe({ agent: { host, address }, owner }: AcceptedMachineResponse): string[] {
  if (owner === 'connected')
    return [
      `${host} belongs to the machine that is connected from ${address ?? 'an unknown address'}; others stay locked out.`,
      'If another machine is the right one: stop the agent on this one, then run this again.',
    ];
  return [
    `${host} belongs to the machine that connects next.`,
    'One that was turned away tries again within 10 minutes, and at once when its agent is restarted.',
  ];
}
