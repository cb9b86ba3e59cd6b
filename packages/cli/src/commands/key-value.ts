import { CommandError, exitCode } from '../exit-code.ts';

/** Adds a label as people write it, key=value, to those before it. */
export function addLabel(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new CommandError(exitCode.usage, `--label: got "${text}", expected key=value.`);
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
