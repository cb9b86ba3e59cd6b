import { defaultSchedule, gapIntervals, silentAfterMs } from '@hostwire/protocol';
import type { Statement } from '../statement.ts';

/** What views take from the code, where their SQL has `{{name}}`: a view that anybody may query has no parameters. */
const constants: Readonly<Record<string, number>> = {
  /** Two samples further apart than this many intervals have missing time between them. */
  gap_intervals: gapIntervals.coverage,
  /** Of hosts that were told no schedule. */
  default_silent_after_ms: silentAfterMs(defaultSchedule),
};

/** Throws RangeError for a name that is none of the constants. */
export function withConstants({ name, sql }: Statement): Statement {
  const filled = sql.replaceAll(/\{\{(\w*)\}\}/g, (_, constant: string) => {
    const value = constants[constant];
    if (value === undefined) throw new RangeError(`${name} takes ${constant}, which there is not`);
    return String(value);
  });
  return { name, sql: filled };
}
