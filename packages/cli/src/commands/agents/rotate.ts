import type { Command } from 'commander';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { CommandError, exitCode } from '../../exit-code.ts';
import { printJson } from '../../terminal.ts';
import { rotateAgents } from './rotation.ts';

interface RotateOptions extends CollectorOptions {
  readonly all?: boolean;
}

export function registerRotate(agents: Command, context: CommandContext): void {
  collectorCommand(
    agents,
    'rotate [agent]',
    'replace the key of an agent, by id or host name, by a new one that the old one signs',
  )
    .option('--all', 'of every agent')
    .action(async (agent: string | undefined, options: RotateOptions) => {
      if ((agent === undefined) === (options.all !== true))
        throw new CommandError(exitCode.usage, 'name one agent, or give --all.');
      const hosts = agent === undefined ? 'all' : [agent];
      const pending = await rotateAgents(context.api(options), {
        context,
        hosts,
        json: options.json === true,
      });
      if (options.json) printJson(context.terminal, { pending });
    });
}
