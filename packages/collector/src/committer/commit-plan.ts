import type { Placed } from '../intake/sequence-book.ts';

/**
 * Groups that were chosen and are not committed yet, in the order in which they are inserted. Whatever is done to it,
 * batches of one sequence stay in order, and none is in two groups.
 */
export class CommitPlan {
  #groups: (readonly Placed[])[];

  constructor(groups: readonly (readonly Placed[])[] = []) {
    this.#groups = [...groups];
  }

  get groups(): readonly (readonly Placed[])[] {
    return this.#groups;
  }

  get isEmpty(): boolean {
    return this.#groups.length === 0;
  }

  /** The group that is inserted next; empty when there is none. */
  get head(): readonly Placed[] {
    return this.#groups[0] ?? [];
  }

  /** The batch that is inserted next, when it is by itself. */
  get lone(): Placed | undefined {
    return this.head.length === 1 ? this.head[0] : undefined;
  }

  putFirst(group: readonly Placed[]): void {
    this.#groups.unshift(group);
  }

  takeHead(): readonly Placed[] {
    return this.#groups.shift() ?? [];
  }

  halveHead(): void {
    const group = this.takeHead();
    const middle = group.length >> 1;
    this.putFirst(group.slice(middle));
    this.putFirst(group.slice(0, middle));
  }

  replaceLone(by: Placed): void {
    this.takeHead();
    this.putFirst([by]);
  }

  /** Leaves in it what passes, and no empty groups. */
  keep(passes: (placed: Placed) => boolean): void {
    this.#groups = this.#groups.map((group) => group.filter(passes)).filter((group) => group.length > 0);
  }
}
