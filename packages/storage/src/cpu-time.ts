/**
 * CPU time in ms: the one formula of views, charts, reports and of the values of a fleet row. A state that a platform does
 * not report counts as none; without user, system or idle there is no CPU time at all, and so no share of it.
 */
import { cpuStates } from '@hostwire/protocol';
import { evaluateExpression, type Expression } from './charts/expression.ts';

function sumOf(kind: 'busy' | 'idle'): Expression[] {
  return [...cpuStates.always[kind], ...cpuStates.sometimes[kind].map((column) => ({ orZero: column }))];
}

/** Busy and idle. */
export const cpuTime: Expression = { plus: [...sumOf('busy'), ...sumOf('idle')] };
/** Missing where the whole is. */
export const busyCpuTime: Expression = { minus: [cpuTime, { plus: sumOf('idle') }] };

/** 0 to 100; NaN: not known. `read` gives a column of the group `cpu`, NaN where it is missing. */
export function cpuBusyPct(read: (column: string) => number): number {
  return (100 * evaluateExpression(busyCpuTime, read)) / evaluateExpression(cpuTime, read);
}
