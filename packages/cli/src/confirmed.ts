import { createInterface } from 'node:readline/promises';
import type { CommandContext } from './context.ts';
import { CommandError, exitCode } from './exit-code.ts';
import { isTerminal } from './terminal.ts';

/** Whether a person says yes. Throws a CommandError when nobody can be asked. */
export async function confirmed({ stdin, terminal }: CommandContext, question: string): Promise<boolean> {
  if (!isTerminal(stdin))
    throw new CommandError(
      exitCode.usage,
      'nobody can be asked here: add --yes to go on without a question.',
    );
  terminal.err.write(`${question} [y/N] `);
  const lines = createInterface({ input: stdin });
  try {
    for await (const line of lines) return /^\s*y(es)?\s*$/i.test(line);
    return false; // closed without an answer
  } finally {
    lines.close();
  }
}
