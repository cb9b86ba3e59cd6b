import type { Command } from 'commander';
import type { KeysResponse } from '@hostwire/api';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { ago, printable, printJson, printListing } from '../../terminal.ts';

export function registerList(keys: Command, context: CommandContext): void {
  collectorCommand(keys, 'list', 'how old each key is, and which agents do not know the next one').action(
    async (options: CollectorOptions) => {
      const answer = await context.api(options).keys.show();
      if (options.json) return printJson(context.terminal, answer);
      const lines = describeGateway(answer, context.nowMs());
      context.terminal.out.write(lines.map((line) => `${printable(line)}\n`).join(''));
      printListing(context.terminal, {
        rows: answer.agents,
        columns: {
          AGENT: (a) => a.host,
          'KEY SINCE': (a) => ago(a.sinceMs, context.nowMs()),
          CONNECTED: (a) => (a.connected ? 'yes' : 'no'),
          'NEXT PIN': (a) => knowledgeOf(answer, a.host),
          RENEWAL: (a) => (a.askedMs === null ? '-' : `asked ${ago(a.askedMs, context.nowMs())}`),
        },
        whenEmpty: 'No agents yet. "hostwire token create" prints the line that enrols one.',
      });
    },
  );
}

function describeGateway({ gateway }: KeysResponse, nowMs: number): string[] {
  const { pin, madeMs, issuer, expiresMs, next, openTokens } = gateway;
  const lines = [
    `gateway      pin ${pin}, made ${ago(madeMs, nowMs)}`,
    `certificate  by ${issuer.replaceAll('\n', ', ')}, until ${new Date(expiresMs).toISOString().slice(0, 10)} (agents look at the key alone)`,
  ];
  if (next === null) return [...lines, ''];
  const aware =
    next.unaware.length === 0 ? 'every agent knows it' : `not known by ${next.unaware.length} agents`;
  lines.push(`next         pin ${next.pin}, made ${ago(next.madeMs, nowMs)}, ${aware}`);
  if (openTokens > 0) lines.push(`tokens       ${openTokens} hold the present pin: useless after the switch`);
  return [...lines, ''];
}

function knowledgeOf({ gateway: { next } }: KeysResponse, host: string): string {
  if (next === null) return '-';
  return next.unaware.includes(host) ? 'not known' : 'known';
}
