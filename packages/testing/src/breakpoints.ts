/**
 * The steps of a program that the world sees (writes to the database, messages sent), counted, and one before which it is
 * killed. What is killed takes no further step and hears no answer.
 */
export class Breakpoints {
  readonly taken: string[] = [];
  readonly #killAt: number | undefined;
  #isDead = false;
  #die: () => void = () => undefined;
  /** Resolves when it is killed. */
  readonly died: Promise<void>;

  /** `killAt`: the step before which it is killed, from 1. */
  constructor(killAt?: number) {
    this.#killAt = killAt;
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  kill(): void {
    this.#isDead = true;
    this.#die();
  }

  /** A step that changes the world. */
  async step<T>(name: string, take: () => Promise<T>): Promise<T> {
    if (!this.#isDead && this.taken.length + 1 === this.#killAt) this.kill();
    this.#requireAlive();
    this.taken.push(name);
    return this.pass(take);
  }

  /** What only looks. */
  async pass<T>(look: () => Promise<T>): Promise<T> {
    this.#requireAlive();
    const result = await look();
    this.#requireAlive();
    return result;
  }

  #requireAlive(): void {
    if (this.#isDead) throw new Error('killed');
  }
}
