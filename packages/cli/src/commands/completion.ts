import { Argument, type Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { catalogueOf } from '../manual/catalogue.ts';
import { completionScript, shells, type Shell } from '../manual/completion.ts';

export function registerCompletion(program: Command, context: CommandContext): void {
  program
    .command('completion')
    .description('print what completes commands in a shell. bash: source <(hostwire completion bash)')
    .addArgument(new Argument('<shell>', 'the shell that it is for').choices(shells))
    .action((shell: Shell) => {
      context.terminal.out.write(completionScript(shell, catalogueOf(program)));
    });
}
