/**
 * Counts the sessions of each agent, to notice two machines with one identity: each Welcome hands out the next number, to
 * be presented in the next Hello. Accepted are the number handed out last and, because that Welcome may have been lost,
 * the one before; then the last one is handed out again, so an agent that keeps losing it is never locked out.
 * After a restart of the collector the first Hello of each agent sets the number.
 */
export class Generations {
  readonly #handedOut = new Map<string, number>();

  /** The number to hand out; undefined when the one presented belongs to another machine's history. */
  next(agentId: string, presented: number): number | undefined {
    const last = this.#handedOut.get(agentId);
    const next = last === undefined || presented === last ? nextNumber(presented) : last;
    if (last !== undefined && presented !== last && nextNumber(presented) !== last) return undefined;
    this.#handedOut.set(agentId, next);
    return next;
  }

  forget(agentId: string): void {
    this.#handedOut.delete(agentId);
  }
}

/** Within 32 bits, and never 0, which stands for none. */
function nextNumber(generation: number): number {
  return generation >= 2 ** 32 - 1 ? 1 : generation + 1;
}
