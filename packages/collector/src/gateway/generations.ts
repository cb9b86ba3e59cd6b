/**
 * Counts the sessions of each agent, to notice two machines with one identity: each Welcome hands out a number, to be
 * presented in the next Hello. A number is the mark of the process that handed it out, and a count.
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

export interface GenerationsOptions {
  /** From 1 to 2^20 - 1; default: random. Two processes with the same would take agents that change over for clones. */
  readonly mark?: number;
  /** What was handed out last, by agent. */
  readonly handedOut?: Iterable<readonly [agentId: string, generation: number]>;
}

export class Generations {
  readonly #mark: number;
  readonly #handedOut: Map<string, number>;

  constructor({ mark = randomInt(1, markLimit), handedOut = [] }: GenerationsOptions = {}) {
    this.#mark = mark;
    this.#handedOut = new Map(handedOut);
  }

  /** The number to hand out; undefined when the one presented belongs to another machine's history. 0 stands for none. */
  next(agentId: string, presented: number): number | undefined {
    const last = this.#handedOut.get(agentId);
    const next = last === undefined ? this.#after(0) : this.#follow(last, presented);
    if (next !== undefined) this.#handedOut.set(agentId, next);
    return next;
  }

  forget(agentId: string): void {
    this.#handedOut.delete(agentId);
  }

  #follow(last: number, presented: number): number | undefined {
    const isOwn = Math.floor(presented / countLimit) === this.#mark;
    if (!isOwn) return this.#after(this.#after(last));
    if (presented === last) return this.#after(last);
    return this.#after(presented) === last ? last : undefined;
  }

  #after(generation: number): number {
    return this.#mark * countLimit + (((generation % countLimit) + 1) % countLimit);
  }
}
