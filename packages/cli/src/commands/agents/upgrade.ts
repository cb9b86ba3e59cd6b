import type { Command } from 'commander';
import type { AgentEntry } from '@hostwire/api';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { CommandError, exitCode } from '../../exit-code.ts';
import { printable, printJson, printListing } from '../../terminal.ts';

interface UpgradeOptions extends CollectorOptions {
  readonly label?: string;
  readonly stop?: boolean;
}

const setting = 'upgrade';

/** Show who is behind, or let agents replace themselves by the version that the collector hands out. */
export function registerUpgrade(agents: Command, context: CommandContext): void {
  collectorCommand(
    agents,
    'upgrade [agent]',
    'let an agent, or with --label every agent that has it, upgrade itself; without either: who is behind, and how upgrades go',
  )
    .option('--label <key=value>', 'every agent with this label')
    .option('--stop', 'no longer let them; what is upgraded stays')
    .action(async (agent: string | undefined, options: UpgradeOptions) => {
      if (agent !== undefined && options.label !== undefined)
        throw new CommandError(exitCode.usage, 'name either an agent or a label, not both.');
      if (agent === undefined && options.label === undefined) return showUpgrades(context, options);
      await requireRelease(context, options);
      const change = options.stop ? { set: {}, reset: [setting] } : { set: { [setting]: true }, reset: [] };
      const { settings } = context.api(options);
      if (agent !== undefined) await settings.changeOfAgent({ params: { agent }, body: change });
      else if (options.label !== undefined)
        await settings.changeOfLabel({ body: { label: options.label, ...change } });
      const { release } = await context.api(options).agents.list();
      const who = agent ?? `every agent with ${options.label ?? ''}`;
      if (options.json) return printJson(context.terminal, { target: who, allowed: !options.stop, release });
      context.terminal.out.write(
        printable(
          options.stop
            ? `${who}: upgrades are no longer allowed here; another label may still allow them.`
            : `${who}: may upgrade to ${release ?? '-'}, within about a minute. "hostwire agents upgrade" shows how it goes.`,
        ) + '\n',
      );
    });
}

async function requireRelease(context: CommandContext, options: UpgradeOptions): Promise<void> {
  if (options.stop) return;
  const { release } = await context.api(options).agents.list();
  if (release !== null) return;
  throw new CommandError(
    exitCode.failed,
    'This collector hands out no signed release of the agent. Build one on its host: node deploy/agent/build.mjs',
  );
}

async function showUpgrades(context: CommandContext, options: UpgradeOptions): Promise<void> {
  if (options.stop)
    throw new CommandError(
      exitCode.usage,
      'say who: "agents upgrade HOST --stop" or "agents upgrade --label k=v --stop".',
    );
  const answer = await context.api(options).agents.list();
  if (options.json) {
    printJson(context.terminal, answer);
    return;
  }
  const current = answer.agents.filter(({ state }) => state !== 'revoked');
  printListing(context.terminal, {
    rows: current,
    columns: {
      HOST: ({ host }) => host,
      VERSION: ({ version }) => version,
      RELEASE: () => answer.release ?? 'none',
      ALLOWED: ({ upgrade }) => (upgrade.allowed ? 'yes' : 'no'),
      UPGRADE: (agent) => progressOf(agent),
    },
    whenEmpty: 'No agents yet. "hostwire token create" prints the line that enrols one.',
  });
}

function progressOf({ behind, upgrade: { allowed, report } }: AgentEntry): string {
  if (report !== null && report.state !== 'fetching')
    return `${report.state}${report.detail === '' ? '' : `: ${report.detail}`}`;
  if (!behind) return 'up to date';
  if (report !== null) return 'fetching';
  return allowed ? 'behind: not connected, or it has not answered yet' : 'behind';
}
