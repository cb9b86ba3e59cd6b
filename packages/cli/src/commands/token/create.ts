import type { Command } from 'commander';
import { durationMs } from '@hostwire/runtime/config';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { CommandError, exitCode } from '../../exit-code.ts';
import { printJson } from '../../terminal.ts';
import { addLabel } from '../key-value.ts';

interface CreateOptions extends CollectorOptions {
  readonly ttl: string;
  readonly uses: number;
  readonly label?: Readonly<Record<string, string>>;
  readonly cidr?: readonly string[];
  readonly for?: string;
}

export function registerCreate(token: Command, context: CommandContext): void {
  collectorCommand(token, 'create', 'make a token and print the one line to paste on the host')
    .option('--ttl <duration>', 'how long it is good for: 30m, 1h, 7d', '1h')
    .option('--uses <n>', 'how many hosts may enrol with it', positiveInteger, 1)
    .option('--label <key=value>', 'label that every host enrolled with it gets (repeatable)', addLabel)
    .option(
      '--cidr <range>',
      'network it may be used from, such as 10.0.0.0/8; without: anywhere (repeatable)',
      (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
    )
    .option('--for <agent>', 'give an agent that is there a new key: its name and history stay')
    .action(async (options: CreateOptions) => {
      const ttl = durationMs().safeParse(options.ttl);
      if (!ttl.success)
        throw new CommandError(
          exitCode.usage,
          `--ttl: got "${options.ttl}", expected a duration such as 30m, 1h or 7d.`,
        );
      const body = {
        ttlSeconds: Math.round(ttl.data / 1000),
        uses: options.uses,
        labels: { ...options.label },
        cidr: [...(options.cidr ?? [])],
        ...(options.for === undefined ? {} : { agent: options.for }),
      };
      const created = await context.api(options).tokens.create({ body });
      if (options.json) return printJson(context.terminal, created);
      const good = `Good for ${created.uses === 1 ? 'one host' : `${created.uses} hosts`} until ${new Date(created.expiresMs).toISOString()}.`;
      const what =
        options.for === undefined
          ? 'enrols a host and starts its agent'
          : `gives ${options.for} a new key; run it on that host as the agent's user`;
      context.terminal.out.write(
        `${created.token}\n\n${good} This line ${what}:\n\n  ${created.enrollCommand}\n`,
      );
    });
}

function positiveInteger(text: string): number {
  const n = Number(text);
  if (!Number.isSafeInteger(n) || n < 1)
    throw new CommandError(exitCode.usage, `--uses: got "${text}", expected a whole number from 1.`);
  return n;
}
