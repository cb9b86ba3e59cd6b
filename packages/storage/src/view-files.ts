/**
 * The files of `storage/views`, with what they take from the code in the place of `{{name}}`: a view that anybody may query
 * has no parameters, and a formula that others compute, too, has one home.
 */
import { defaultSchedule, gapIntervals, silentAfterMs } from '@hostwire/protocol';
import { expressionSql } from './charts/expression.ts';
import { busyCpuTime, cpuTime } from './cpu-time.ts';
import { views } from './generated/schema.ts';
import {
  holeColumns,
  isHole,
  mayExplain,
  reasonColumns,
  reasonKeys,
  reasonList,
  stepColumns,
} from './hole-sql.ts';
import type { Statement } from './statement.ts';

const ofHost = (column: string) => `cpu.${column}`;
const ofCore = (column: string) => `cpu_core.${column}[i]`;

const constants: Readonly<Record<string, string | number>> = {
  /** Two samples further apart than this many intervals have missing time between them. */
  gap_intervals: gapIntervals.coverage,
  /** Of hosts that were told no schedule. */
  default_silent_after_ms: silentAfterMs(defaultSchedule),
  /** Of the table `samples`: ms over all cores. */
  cpu_time: expressionSql(cpuTime, ofHost),
  busy_cpu_time: expressionSql(busyCpuTime, ofHost),
  /** Of the core `i`. */
  core_time: expressionSql(cpuTime, ofCore),
  busy_core_time: expressionSql(busyCpuTime, ofCore),
  step_columns: stepColumns,
  is_hole: isHole,
  reason_columns: reasonColumns,
  reason_keys: reasonKeys,
  may_explain: mayExplain,
  reason_list: reasonList,
  hole_columns: holeColumns('gaps.all'),
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

export const viewFiles: readonly Statement[] = views.map(withConstants);
