import { durationMs } from '@hostwire/runtime/config';
import { CommandError, exitCode } from '../../exit-code.ts';

/** Reads the value of an option such as 30m, 2h or 7d as ms. */
export function durationOption(flag: string): (value: string) => number {
  return (value) => {
    const parsed = durationMs().safeParse(value);
    if (parsed.success && parsed.data > 0) return parsed.data;
    throw new CommandError(
      exitCode.usage,
      `${flag}: got "${value}", expected a duration such as 30m, 2h or 7d.`,
    );
  };
}
