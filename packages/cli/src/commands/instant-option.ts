import { CommandError, exitCode } from '../exit-code.ts';
import { instantForms, parseInstant } from '../instant.ts';

/** The value of an option that names an instant of the past, in ms since 1970; undefined when it is not given. */
export function instantOption(flag: string, text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined;
  const atMs = parseInstant(text, nowMs);
  if (atMs !== undefined) return atMs;
  throw new CommandError(
    exitCode.usage,
    `${flag}: got "${text}", expected an instant that is not in the future, such as ${instantForms}.`,
  );
}
