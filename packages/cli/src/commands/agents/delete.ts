import type { Command } from 'commander';
import type { DeletionResponse } from '@hostwire/api';
import { confirmed } from '../../confirmed.ts';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { CommandError, exitCode } from '../../exit-code.ts';
import { ago, printable, printJson } from '../../terminal.ts';

interface DeletionOptions extends CollectorOptions {
  readonly yes?: boolean;
  readonly withSamples?: boolean;
}

interface Deletion {
  readonly agent: string;
  readonly options: DeletionOptions;
}

export function registerDelete(agents: Command, context: CommandContext): void {
  collectorCommand(
    agents,
    'delete <agent>',
    'forget a revoked agent that will not come back, by id or host name: its labels, settings and place in every list. Its samples stay unless --with-samples',
  )
    .option(
      '--with-samples',
      'delete what was measured, too; this rewrites every day that holds samples of it',
    )
    .option('--yes', 'do not ask')
    .action(async (agent: string, options: DeletionOptions) => {
      if (options.yes !== true) await askFirst(context, { agent, options });
      const answer = await requestDeletion(context, { agent, options });
      if (options.json) return printJson(context.terminal, answer);
      const host = printable(answer.host);
      const samples = options.withSamples
        ? 'Its samples are deleted.'
        : `Its samples are kept: hostwire sql "SELECT * FROM cpu WHERE host = '${host}' ORDER BY ts DESC LIMIT 10"`;
      context.terminal.out.write(`Agent ${host} is deleted. ${samples}\n`);
    });
}

/** Of an agent that will be refused nothing is asked. */
async function askFirst(context: CommandContext, { agent, options }: Deletion): Promise<void> {
  const { agent: found } = await context.api(options).agents.show({ params: { agent } });
  if (found.revokedMs === null) return;
  const what = options.withSamples ? 'with all its samples' : 'its samples are kept';
  const seen = `last seen ${ago(found.lastSeenMs, context.nowMs())}`;
  const question = `Delete the agent ${printable(found.host)} (${seen}), ${what}? This cannot be undone.`;
  if (!(await confirmed(context, question))) throw new CommandError(exitCode.failed, 'nothing was deleted.');
}

/** Asked again until it is done: each answer tells how much is left. */
async function requestDeletion(
  context: CommandContext,
  { agent, options }: Deletion,
): Promise<DeletionResponse> {
  const api = context.api(options);
  const samples = options.withSamples ? 'delete' : 'keep';
  for (;;) {
    const answer = await api.agents.delete({ params: { agent }, body: { samples } });
    if (answer.deleted) return answer;
    context.terminal.err.write(`days of samples that are left: ${answer.daysLeft ?? 0}\n`);
  }
}
