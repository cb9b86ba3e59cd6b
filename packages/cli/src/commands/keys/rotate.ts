import { Argument, type Command } from 'commander';
import type { Client } from '@hostwire/api/client';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { CommandError, exitCode } from '../../exit-code.ts';
import { printable, printJson } from '../../terminal.ts';
import { rotateAgents } from '../agents/rotation.ts';

const kinds = ['gateway', 'agents', 'database', 'sessions', 'all'] as const;
type Kind = (typeof kinds)[number];

interface RotateOptions extends CollectorOptions {
  readonly force?: boolean;
}

/** Agents that are connected answer within a moment. */
const wait = { limitMs: 15_000, everyMs: 250 } as const;

export function registerRotate(keys: Command, context: CommandContext): void {
  collectorCommand(
    keys,
    'rotate',
    'replace keys while everybody stays connected: of the gateway (announced first), of every agent, or both (all); or the passwords of the embedded ClickHouse (database), with its next start; or the key of sessions, which signs everybody out of the pages (sessions)',
  )
    .addArgument(new Argument('<what>', 'gateway, agents, database, sessions or all').choices(kinds))
    .option('--force', 'switch the key of the gateway though some agents do not know the next one')
    .action(async (what: Kind, options: RotateOptions) => {
      const api = context.api(options);
      if (what === 'database') return renewDatabase(api, { context, options });
      if (what === 'sessions') return renewSessions(api, { context, options });
      if (what !== 'agents') await rotateGateway(api, { context, options });
      if (what !== 'gateway') await rotateAgents(api, { context, hosts: 'all', json: false });
      if (options.json) return printJson(context.terminal, await api.keys.show());
      if (what === 'all')
        context.terminal.out.write(
          'The passwords of ClickHouse are apart, as other programs may have them: "hostwire keys rotate database". So is the key of sessions, which signs everybody out: "hostwire keys rotate sessions".\n',
        );
    });
}

async function renewDatabase(
  api: Client,
  { context, options }: { context: CommandContext; options: RotateOptions },
): Promise<void> {
  const answer = await api.keys.renewDatabase();
  if (options.json) {
    printJson(context.terminal, answer);
    return;
  }
  context.terminal.out.write(
    `${printable(answer.accounts.join(' and '))} have new passwords from the next start of Hostwire on: restart it when it suits you; agents keep their samples meanwhile. Give the new ones, in clickhouse/passwords.json of the data folder, to the programs that have the former.\n`,
  );
}

async function renewSessions(
  api: Client,
  { context, options }: { context: CommandContext; options: RotateOptions },
): Promise<void> {
  const answer = await api.keys.renewSessions({ body: { endAll: true } });
  if (options.json) {
    printJson(context.terminal, answer);
    return;
  }
  context.terminal.out.write(
    `${answer.ended} sessions ended: everybody signs in again. API tokens, agents and apps of codes are as they were.\n`,
  );
}

async function rotateGateway(
  api: Client,
  { context, options }: { context: CommandContext; options: RotateOptions },
): Promise<void> {
  const say = (line: string) => {
    if (!options.json) context.terminal.out.write(`${printable(line)}\n`);
  };
  let { gateway } = await api.keys.announce();
  say(`The next key of the gateway (pin ${gateway.next?.pin ?? '-'}) is announced.`);
  const unaware = () => gateway.next?.unaware ?? [];
  for (let waitedMs = 0; unaware().length > 0 && waitedMs < wait.limitMs; waitedMs += wait.everyMs) {
    await context.sleep(wait.everyMs);
    ({ gateway } = await api.keys.show());
  }
  if (unaware().length > 0 && options.force !== true) {
    const message = `${unaware().join(', ')} do not know the next key yet; nothing was switched. Run this again when they were connected ("hostwire keys list"), or add --force and enrol them again.`;
    throw new CommandError(exitCode.failed, printable(message));
  }
  const lost = unaware();
  ({ gateway } = await api.keys.switch({ body: { force: options.force ?? false } }));
  say(`The gateway has the new key now; agents that were connected stay so.`);
  if (lost.length > 0) say(`These have to be enrolled again: ${lost.join(', ')}.`);
  if (gateway.openTokens > 0)
    say(`${gateway.openTokens} enrolment tokens hold the old pin: make new ones ("hostwire token create").`);
}
