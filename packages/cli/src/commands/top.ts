import { Option, type Command } from 'commander';
import { withCollector, type CollectorOptions, type CommandContext } from '../context.ts';
import { CommandError, exitCode } from '../exit-code.ts';
import { instantForms } from '../instant.ts';
import { sortIds } from '../top/fleet-columns.ts';
import { runTop } from '../top/run-top.ts';
import { instantOption } from './instant-option.ts';

interface TopFlags extends CollectorOptions {
  readonly at?: string;
  readonly filter?: string;
  readonly sort: string;
}

export function registerTop(program: Command, context: CommandContext): void {
  withCollector(
    program
      .command('top [host]')
      .description(
        'the fleet, or one host, live on the whole terminal; arrow keys go back in time, "?" lists the keys',
      ),
  )
    .option('--at <time>', `begin at an instant of the past: ${instantForms}`)
    .option('--filter <words>', 'only hosts that match: text, env=prod, state=late, "cpu>80"')
    .addOption(new Option('--sort <column>', 'what the fleet is ordered by').choices(sortIds).default('cpu'))
    .action(async (host: string | undefined, { at, filter, sort, ...options }: TopFlags) => {
      const atMs = instantOption('--at', at, context.nowMs());
      const { screen } = context;
      if (screen === undefined)
        throw new CommandError(
          exitCode.usage,
          'top needs a terminal for input and output. "hostwire dump" is for scripts.',
        );
      const client = context.api(options);
      // Says what to do when no collector is there, or no such host, while the terminal is still as it was.
      await (host === undefined ? client.session.show() : client.hosts.show({ params: { host } }));
      await runTop({
        client,
        device: screen,
        colours: context.terminal.colours,
        nowMs: context.nowMs,
        start: { atMs, host, filter, sort },
      });
    });
}
