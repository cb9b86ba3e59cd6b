/**
 * Session generations: each Welcome hands out a number, to be presented in the next Hello, so that a machine which presents
 * an earlier one is noticed. A number is the mark of the process that handed it out, and a count.
 *
 * Presented of this process: the number handed out last is accepted and, because that Welcome may have been lost, the one
 * before; then the last one is handed out again, so an agent that keeps losing it is never locked out. Any other belongs
 * to another machine's history.
 * Presented of another process (the collector was restarted, or the agent was with a second one meanwhile): accepted.
 * The count then leaps, so that a machine which still presents a number of this process is found out.
 */
import { randomInt } from 'node:crypto';

const countLimit = 2 ** 12;
const markLimit = 2 ** 20;

/** Of a process. Two processes with the same would take agents that change over for clones. */
export function randomMark(): number {
  return randomInt(1, markLimit);
}

export interface Generations {
  /** Of this process, from 1 to 2^20 - 1. */
  readonly mark: number;
  /** Handed out last by this process; 0: none. */
  readonly last: number;
}

/** The number to hand out; undefined when the presented one belongs to another machine's history. 0 stands for none. */
export function nextGeneration({ mark, last }: Generations, presented: number): number | undefined {
  const after = (generation: number) => mark * countLimit + (((generation % countLimit) + 1) % countLimit);
  if (last === 0) return after(0);
  const isOwn = Math.floor(presented / countLimit) === mark;
  if (!isOwn) return after(after(last));
  if (presented === last) return after(last);
  return after(presented) === last ? last : undefined;
}
